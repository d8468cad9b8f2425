// The agents on the floor: what each does, since when, and how far the caller is.

import { $, show, write } from "../desk/dom.js";
import { figures, secondsSince } from "../desk/time.js";
import { fillWays, makeWays } from "./entering.js";
import { cell, element, render } from "./rows.js";
import { CALLED_BACK, GUESTS, STAGES, STATES, STEPS, WHY } from "./words.js";

const HERE = (agent) => agent.state !== "offline" || agent.level;
const FILTERS = { here: HERE, odd: (agent) => agent.level, all: () => true };
const AT_WORK = ["available", "offered", "busy", "wrap_up", "not_ready"];

function makeAgent({ key }) {
  const name = element("th", { scope: "row" }, element("button", { type: "button", class: "plain name", "data-agent": key }, element("span", { "data-cell": "name" })));
  const state = element("td", {}, element("span", { class: "state", "data-cell": "state" }), element("small", { "data-cell": "why" }));
  const since = element("td", { class: "number figures" }, element("span", { "data-cell": "since" }));
  const call = element("td", {}, element("span", { "data-cell": "call" }), element("small", { "data-cell": "step" }));
  const day = ["answered", "handling"].map((each) => element("td", { class: "number figures" }, element("span", { "data-cell": each })));
  return element("tr", {}, name, state, since, call, ...day, element("td", { class: "deeds" }, makeWays(), element("small", { "data-cell": "flags" })));
}

export const stateOf = (agent) => (agent.reason ? `${STATES[agent.state]}: ${agent.reason}` : STATES[agent.state]);

export function stepOf(call) {
  return call.step ? (STEPS[call.step] ?? STAGES.keypad) : (STAGES[call.stage] ?? "");
}

export function guestsOf(call) {
  return (call?.guests ?? []).map((guest) => `${guest.name} ${GUESTS[guest.kind]}${guest.joined ? "" : " (le timbra)"}`).join(", ");
}

function fillAgent(row, { agent, viewer }) {
  row.dataset.state = agent.state;
  cell(row, "name", agent.name);
  cell(row, "state", stateOf(agent));
  cell(row, "why", WHY[agent.why] ?? "", agent.level);
  cell(row, "since", agent.since && agent.state !== "offline" ? figures(secondsSince(agent.since)) : "");
  cell(row, "call", agent.call ? `${agent.call.procedure}${CALLED_BACK[agent.call.called_back] ?? ""}` : "");
  cell(row, "step", agent.call ? stepOf(agent.call) : "");
  cell(row, "answered", agent.answered || "");
  cell(row, "handling", agent.handling === null ? "" : figures(agent.handling));
  fillWays(row, agent, viewer);
  cell(row, "flags", [agent.leaving ? "Pausa al terminar" : "", guestsOf(agent.call)].filter(Boolean).join(" · "));
}

export function renderAgents(view, viewer) {
  const shown = view.agents.filter(FILTERS[$("#filter").value]);
  render($("#agents tbody"), shown.map((agent) => ({ key: agent.id, agent, viewer })), makeAgent, fillAgent);
  show($("#nobody"), shown.length === 0);
  show($("#agents").parentElement, shown.length > 0);
  write($("#tally"), tally(view).join(" · "));
}

export function tally(view) {
  const counts = new Map(AT_WORK.map((state) => [state, 0]));
  for (const agent of view.agents) if (counts.has(agent.state)) counts.set(agent.state, counts.get(agent.state) + 1);
  return [...counts].filter(([, count]) => count).map(([state, count]) => `${STATES[state]} ${count}`);
}
