// After a call: what it was about and what is still to be done, saved while it is written; the service counts the time.

import { $, $$, show, write } from "./dom.js";
import { figures, secondsSince, secondsUntil } from "./time.js";
import { OUTCOMES } from "./words.js";

const PAUSE = 1200;
const LAST_MOMENT = 2.5;
const form = $("#wrap-up-form");
const notes = $$("textarea", form);
let [handoff, planned, send, sending] = ["", 0, () => {}, Promise.resolve()];
let hurried = false;
const unsaved = new Set();

export function listen(sent) {
  send = sent;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    put("/finish");
  });
  for (const note of notes) {
    note.addEventListener("input", () => {
      unsaved.add(note.name);
      clearTimeout(planned);
      planned = setTimeout(() => put(), PAUSE);
    });
    note.addEventListener("change", () => unsaved.has(note.name) && put());
  }
}

// Only what was written in this window is sent, so that two windows do not undo each other; one request after the other,
// so that nothing arrives after the end.
function put(step = "") {
  clearTimeout(planned);
  sending = sending.then(() => deliver(step));
}

async function deliver(step) {
  const written = [...unsaved].map((name) => [name, form.elements[name].value]);
  if (!step && !written.length) return;
  if (!(await send(`handoffs/${handoff}/wrap-up${step}`, Object.fromEntries(written)))) return;
  for (const [name, value] of written) if (form.elements[name].value === value) unsaved.delete(name);
}

export function render(wrapUp) {
  if (handoff !== wrapUp.handoff) begin(wrapUp);
  for (const place of $$("[data-wrap-up]")) write(place, wrapUp[place.dataset.wrapUp] || "—");
  write($("#wrap-up-outcome"), OUTCOMES[wrapUp.outcome] ?? "terminó");
  write($("#wrap-up-required"), wrapUp.required ? "(falta elegirlo)" : "");
  for (const radio of $$("input", $("#wrap-up-codes"))) {
    if (!unsaved.has(radio.name)) radio.checked = radio.value === wrapUp.code;
  }
  for (const note of notes) {
    if (!unsaved.has(note.name) && note !== document.activeElement && note.value !== wrapUp[note.name]) {
      note.value = wrapUp[note.name];
    }
  }
}

function begin(wrapUp) {
  handoff = wrapUp.handoff;
  unsaved.clear();
  for (const note of notes) note.value = wrapUp[note.name];
  $("#wrap-up-codes .codes").replaceChildren(...wrapUp.codes.map(choice));
  show($("#wrap-up-codes"), wrapUp.codes.length > 0);
}

function choice({ id, label }, place) {
  const row = $("#wrap-up-code").content.cloneNode(true).firstElementChild;
  const radio = $("input", row);
  radio.value = id;
  write($("span", row), label);
  if (place < 9) {
    radio.dataset.key = `Digit${place + 1}`;
    radio.setAttribute("aria-keyshortcuts", `Alt+${place + 1}`);
    write($("kbd", row), `Alt ${place + 1}`);
  } else $("kbd", row).remove();
  radio.addEventListener("change", () => {
    unsaved.add(radio.name);
    put();
  });
  return row;
}

export function tick(view) {
  const { due, until, required } = view.wrap_up;
  const [left, most] = [secondsUntil(due), secondsUntil(until)];
  const whole = Math.max(1, left + secondsSince(view.since));
  $("#wrap-up-meter").value = Math.max(0, left / whole);
  write($("#wrap-up-left"), required && left <= 0 ? `Falta el resultado; quedan ${figures(most)}` : `Quedan ${figures(left)}`);
  if (unsaved.size && !hurried && most < LAST_MOMENT) put();
  hurried = most < LAST_MOMENT;
}
