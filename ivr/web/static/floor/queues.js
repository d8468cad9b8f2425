// The queues on the floor, and the callers who wait in them.

import { $, show, write } from "../desk/dom.js";
import { figures } from "../desk/time.js";
import { cell, element, render } from "./rows.js";
import { CALLED_BACK, number, percent, until } from "./words.js";

const CELLS = ["waiting", "longest", "now", "today", "answered", "abandoned", "back", "need"];

function makeQueue({ id, direct }) {
  const name = element("th", { scope: "row" }, element("span", { "data-cell": "name" }), element("small", { "data-cell": "closed" }));
  const cells = CELLS.map((each) => element("td", { class: "number figures" }, element("span", { "data-cell": each }), element("small", { "data-cell": `${each}-beside` })));
  const row = element("tr", {}, name, ...cells, element("td", { class: "deeds" }));
  if (direct) row.lastChild.append(element("button", { type: "button", class: "plain", "data-queue": id }));
  return row;
}

function fillQueue(row, { queue, since }) {
  const { now, today, need, closed, levels } = queue;
  cell(row, "name", queue.name);
  cell(row, "closed", closed ? `Cerrada por ${closed.by} ${until(closed.until)}${closed.why ? `: ${closed.why}` : ""}` : "", closed ? "warn" : "");
  cell(row, "waiting", queue.waiting, levels.waiting);
  cell(row, "longest", queue.waiting ? figures(queue.longest + since) : "—", levels.longest);
  cell(row, "now", percent(now.service_level), levels.service_level);
  cell(row, "now-beside", `${now.in_time} de ${now.offered + now.overdue - now.gone_in_time}, estricto ${percent(now.strict)}`);
  cell(row, "today", percent(today.service_level));
  cell(row, "today-beside", `meta ${queue.target} % en ${queue.within} s`);
  cell(row, "answered", today.answered);
  cell(row, "answered-beside", today.speed_of_answer === null ? "" : `espera media ${figures(today.speed_of_answer)}`);
  cell(row, "abandoned", today.abandoned);
  cell(row, "abandoned-beside", `${percent(today.abandonment)}; cortas ${today.short}`);
  cell(row, "back", today.call_backs);
  cell(row, "need", need ? `${need.agents} (${need.without_abandonment})` : "—");
  cell(row, "need-beside", need ? `${number(need.calls)} llamadas; hay ${need.at_work}` : "sin historia suficiente");
  const button = $("button[data-queue]", row);
  if (!button) return;
  write(button, closed ? "Abrir" : "Cerrar…");
  button.dataset.deed = closed ? "open" : "close";
  button.setAttribute("aria-label", `${closed ? "Abrir" : "Cerrar"} la fila ${queue.name}`);
}

export function renderQueues(view, since, direct) {
  const items = view.queues.map((queue) => ({ key: queue.id, id: queue.id, queue, since, direct }));
  render($("#queues tbody"), items, makeQueue, fillQueue);
}

function makeWaiting({ key, direct, movable }) {
  const cells = ["queue", "place", "procedure", "document", "waited"].map((name) =>
    element("td", { class: name === "place" || name === "waited" ? "number figures" : "" }, element("span", { "data-cell": name })),
  );
  const row = element("tr", {}, ...cells, element("td", { class: "deeds" }));
  if (direct) row.lastChild.append(element("button", { type: "button", class: "plain", "data-first": key, text: "Primer turno" }));
  if (direct && movable) row.lastChild.append(" ", element("button", { type: "button", class: "plain", "data-move": key, text: "Otra fila…" }));
  return row;
}

function fillWaiting(row, { caller, name, since, about }) {
  cell(row, "queue", name);
  cell(row, "place", caller.front ? `${caller.place} · primero` : caller.place);
  cell(row, "procedure", `${caller.procedure}${CALLED_BACK[caller.called_back] ?? ""}`);
  cell(row, "document", caller.document || "sin identificar");
  cell(row, "waited", figures(caller.waited + since));
  const first = $("[data-first]", row);
  if (first) {
    first.disabled = caller.front;
    first.setAttribute("aria-label", `Dar el primer turno a ${about}`);
    $("[data-move]", row)?.setAttribute("aria-label", `Pasar a otra fila a ${about}`);
  }
}

export function renderWaiting(view, since, direct) {
  const names = new Map(view.queues.map((queue) => [queue.id, queue.name]));
  const items = view.waiting.map((caller) => ({
    key: caller.handoff,
    caller,
    name: names.get(caller.queue),
    about: `${caller.document || "quien no se ha identificado"}, ${caller.procedure}`,
    since,
    direct,
    movable: view.queues.length > 1,
  }));
  const total = view.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  render($("#waiting tbody"), items, makeWaiting, fillWaiting);
  show($("#waiting [data-empty]"), items.length === 0);
  show($("#waiting .scroll"), items.length > 0);
  write($("#waiting [data-count]"), total > items.length ? `${total}; se ven los primeros ${items.length}` : total);
}
