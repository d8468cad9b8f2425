// The agent's own day, from the records: how many calls, how long one takes, and where the time went.

import { $, show, write } from "./dom.js";
import { figures } from "./time.js";
import { STAGES } from "./words.js";

const CALM = ["offline", "not_ready", "available"];
const NAMES = { ...STAGES, offered: "Timbrando", busy: "En llamada" };

export function showIn(stage) {
  show($("#day"), CALM.includes(stage));
  return CALM.includes(stage);
}

export function render({ calls, handling, states }) {
  write($('[data-day="calls"]'), calls);
  write($('[data-day="handling"]'), calls ? figures(handling) : "—");
  const list = $("#day-states");
  while (list.children.length > states.length) list.lastElementChild.remove();
  states.forEach((span, place) => fill(list.children[place] ?? list.appendChild(pair()), span));
}

function pair() {
  const box = document.createElement("div");
  box.append(document.createElement("dt"), document.createElement("dd"));
  box.lastElementChild.className = "figures";
  return box;
}

function fill(box, { state, reason, seconds }) {
  write(box.firstElementChild, reason || NAMES[state]);
  write(box.lastElementChild, figures(seconds));
}
