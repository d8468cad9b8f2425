// The wallboard: a few figures for a whole room, the same as on the floor.

import { $, show, write } from "../desk/dom.js";
import * as time from "../desk/time.js";
import { Refused, service } from "../service.js";
import * as live from "./live.js";
import { cell, element, render } from "./rows.js";
import { hour, percent, STATES } from "./words.js";

const { ask } = service("/floor/wallboard");
const LABELS = { waiting: "Esperan", longest: "Espera mayor", now: "Nivel ahora", today: "Nivel hoy", answered: "Contestadas", abandoned: "Abandonadas" };
const SHOWN = { ...STATES, wrap_up: "Cierre" };
const COUNTED = ["available", "busy", "wrap_up", "not_ready"];
let view;

function figure(name, label) {
  return element("div", { class: "figure", "data-name": name }, element("dt", { text: label }), element("dd", { class: "figures", "data-cell": name }));
}

function makeQueue() {
  const list = element("dl", {}, ...Object.entries(LABELS).map(([name, label]) => figure(name, label)));
  return element("article", {}, element("h2", {}, element("span", { "data-cell": "name" })), list);
}

function fillQueue(card, { queue, since }) {
  const { levels } = queue;
  cell(card, "name", queue.closed ? `${queue.name} · cerrada` : queue.name);
  cell(card, "waiting", queue.waiting, levels.waiting);
  cell(card, "longest", queue.waiting ? time.figures(queue.longest + since) : "0:00", levels.longest);
  cell(card, "now", percent(queue.now), levels.service_level);
  cell(card, "today", percent(queue.today));
  cell(card, "answered", queue.answered);
  cell(card, "abandoned", queue.abandoned);
}

function fillCount(card, { state, count }) {
  cell(card, state, count);
}

function tick() {
  if (!view) return;
  const since = time.secondsSince(view.now);
  write($("#clock"), hour(Date.parse(view.now) + since * 1000));
  render($("#queues"), view.queues.map((queue) => ({ key: queue.id, queue, since })), makeQueue, fillQueue);
  const counts = COUNTED.map((state) => ({ key: state, state, count: (view.agents[state] ?? 0) + (state === "busy" ? (view.agents.offered ?? 0) : 0) }));
  render($("#agents"), counts, ({ state }) => element("dl", {}, figure(state, SHOWN[state])), fillCount);
}

const connected = (yes) => show($("#connection"), !yes);

function shown(fresh) {
  view = fresh;
  time.follow(view.now);
  show($("#notice"), Boolean(view.announcement));
  write($("#notice"), view.announcement ? `Aviso al aire: ${view.announcement}` : "");
  connected(true);
  tick();
}

async function look() {
  try {
    shown(await ask("view"));
  } catch (error) {
    if (error instanceof Refused && error.code === "screen_over") return over();
    connected(false);
  }
}

// The screen's pass is over, or a session ended: the page itself knows which, and where that leads.
function over() {
  location.reload();
}

live.listen("/floor/wallboard/events", { changed: look, shown, connected, signedOut: over });
setInterval(tick, 1000);
