// The desk: the service's view is the only truth, and this page shows it; a reload loses nothing.

import * as api from "./api.js";
import * as call from "./call.js";
import * as day from "./day.js";
import { $, $$, show, write } from "./dom.js";
import * as keys from "./keys.js";
import * as leaving from "./leaving.js";
import * as live from "./live.js";
import * as pause from "./pause.js";
import * as presence from "./presence.js";
import * as ring from "./ring.js";
import * as room from "./room.js";
import * as softphone from "./softphone.js";
import * as time from "./time.js";
import * as waiting from "./waiting.js";
import * as wrapUp from "./wrap_up.js";

const WARN_BEFORE = 120;
const DAY_EVERY = 30000;
const SPOKEN = {
  offline: "No recibe llamadas",
  not_ready: "En pausa",
  available: "Esperando llamadas",
  offered: "Llamada para usted",
  call: "Llamada en curso",
  consultation: "Un colega le consulta",
  wrap_up: "Cierre de la llamada",
};
let view;

const RESTING = ["available", "not_ready"];
const stageOf = (shown) =>
  shown.call ? "call" : shown.consultation ? "consultation" : shown.offer ? "offered" : shown.wrap_up ? "wrap_up" : RESTING.includes(shown.state) ? shown.state : "offline";
const NEEDED = ["send-code", "withdraw-change", "freeze", "unfreeze", "to-keypad", "take-back", "not-confirmed", "finish"];
const may = (name) => {
  if (name === "more-time") return Boolean(view.wrap_up?.may_ask);
  return !NEEDED.includes(name) || Boolean(view.call?.actions.includes(name.replaceAll("-", "_")));
};

function render(fresh) {
  view = fresh;
  time.follow(view.now);
  const stage = stageOf(view);
  turnTo(stage);
  waiting.renderPresence(view, stage);
  if (view.offer) waiting.renderOffer(view.offer);
  if (view.call) call.render(view.call, check);
  if (view.wrap_up) wrapUp.render(view.wrap_up);
  pause.render(view.pause);
  for (const button of $$("main [data-action]")) button.disabled = !may(button.dataset.action);
  room.render(view);
  softphone.render(view);
  ring.ring(stage === "offered" || softphone.rings());
  ring.miss(view.pause.missed);
  tick();
}

function turnTo(stage) {
  if (document.body.dataset.stage === stage) return;
  document.body.dataset.stage = stage;
  const lost = document.activeElement?.closest("[data-for]");
  for (const section of $$("[data-for]")) show(section, section.dataset.for === stage);
  write($("#announcer"), SPOKEN[stage]);
  pause.close();
  if (day.showIn(stage)) lookAtDay();
  scrollTo(0, 0);
  if (lost?.hidden) focusOn(stage);
}

function focusOn(stage) {
  const title = $(`[data-for="${stage}"] h2`);
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}

function tick() {
  if (!view) return;
  waiting.tick(view);
  if (view.call) call.tick(view.call);
  if (view.wrap_up) wrapUp.tick(view);
  pause.tick(view.pause);
  const left = time.secondsUntil(view.session_ends);
  show($("#idle"), left < WARN_BEFORE);
  write($("#idle-left"), time.figures(left));
}

function connected(yes) {
  show($("#connection"), !yes);
}

async function attempt(request) {
  try {
    render(await request());
    connected(true);
    return true;
  } catch (error) {
    if (error instanceof api.Refused) {
      write($("#refusal [data-text]"), error.message);
      show($("#refusal"), true);
      await look();
    } else connected(false);
    return false;
  }
}

async function look(request = api.view) {
  try {
    render(await request());
    connected(true);
  } catch {
    connected(false);
  }
}

async function lookAtDay() {
  if (document.hidden || $("#day").hidden) return;
  day.render(await api.day().catch(() => ({ calls: "—", handling: 0, states: [] })));
}

function path(name) {
  if (name.startsWith("handoffs/")) return name;
  if (name === "more-time") return `handoffs/${view.wrap_up.handoff}/wrap-up/more`;
  if (view.call && !["available", "unavailable"].includes(name)) return `handoffs/${view.call.handoff}/${name}`;
  return view.offer && ["accept", "decline"].includes(name) ? `offers/${view.offer.handoff}/${name}` : name;
}

function act(name, body) {
  if (name === "pause") return pause.open(Boolean(view.call || view.wrap_up));
  show($("#refusal"), false);
  ring.allow();
  if (name === "accept") softphone.expect(true);
  const sent = name === "available" ? { ...body, ...softphone.signs() } : body;
  return attempt(() => api.act(path(name), sent)).then((done) => {
    if (name === "accept" && !done) softphone.expect(false);
    return done;
  });
}

function check(question, answer) {
  return act("check", { question, answer });
}

function sure(button) {
  if (!button.dataset.sure || button.dataset.asking !== undefined) return true;
  const words = button.firstChild.textContent;
  button.dataset.asking = "";
  button.firstChild.textContent = `${button.dataset.sure} `;
  setTimeout(() => {
    delete button.dataset.asking;
    button.firstChild.textContent = words;
  }, 4000);
  return false;
}

for (const button of $$("[data-action]")) {
  button.addEventListener("click", () => sure(button) && act(button.dataset.action));
}
$("#change-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const number = $("#new-mobile").value;
  event.target.reset();
  act("change-mobile", { number });
});
$("#identify-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const body = { kind: $("#document-kind").value, number: $("#document-number").value };
  event.target.reset();
  act("identify", body);
});
$("[data-dismiss]").addEventListener("click", () => show($("#refusal"), false));
pause.listen((body) => act("unavailable", body));
wrapUp.listen((name, body) => act(name, body));
room.listen(act, api.colleagues);
leaving.listen(() => view && stageOf(view), softphone.isOn);
keys.listen();
const sign = (signs) => look(() => api.act("heartbeat", { ...signs, ...softphone.signs() }));
presence.beat(sign);
softphone.start({ changed: () => sign({ active: false }), resume: () => act("available"), pass: () => api.act("phone-pass") });
live.listen({ changed: () => look(), connected, signedOut: () => location.assign("/desk/sign-in") });
setInterval(tick, 250);
setInterval(lookAtDay, DAY_EVERY);
