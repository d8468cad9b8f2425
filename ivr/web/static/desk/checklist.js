// The guided checklist: what the caller says is typed here, and the service answers whether it matches.

import { $, $$, mark, write } from "./dom.js";

const HINTS = { date: "día/mes/año", digits: "solo números" };
const VERDICTS = { match: "Coincide", no_match: "No coincide" };
const list = $("#questions");
let shown = "";

function build(question, ask) {
  const row = $("#question").content.cloneNode(true).firstElementChild;
  const [form, label, input] = ["form", "label", "input"].map((name) => $(name, row));
  row.dataset.question = question.question;
  input.id = `answer-${question.question}`;
  label.htmlFor = input.id;
  label.textContent = question.label;
  input.placeholder = HINTS[question.kind] ?? "";
  if (question.kind === "digits") input.inputMode = "numeric";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = input.value;
    input.value = "";
    ask(question.question, answer).then((answered) => {
      if (!answered && !input.value) input.value = answer;
      next(row);
      if (!answered) input.select();
    });
  });
  return row;
}

export function next(row = list.firstElementChild) {
  const rows = $$("li", list);
  const order = [...rows.slice(Math.max(0, rows.indexOf(row))), ...rows];
  const open = order.map((each) => $("input", each)).find((input) => !input.disabled);
  open?.focus();
}

function fill(row, question, open) {
  const matches = question.result === "match";
  row.dataset.result = question.result;
  for (const control of $$("input, button", row)) control.disabled = !open || matches;
  write($(".verdict", row), VERDICTS[question.result]);
}

export function render(call, open, ask) {
  const wanted = `${call.handoff} ${call.checks.length}`;
  if (shown !== wanted) {
    shown = wanted;
    list.replaceChildren(...call.checks.map((question) => build(question, ask)));
  }
  call.checks.forEach((question, index) => fill(list.children[index], question, open));
  const tally = $("#tally");
  write(tally, `${call.matched} de ${call.matched > call.required ? call.stricter : call.required} coincidencias`);
  mark(tally, "data-enough", call.matched >= call.required);
  write($("#attempts"), left(call.attempts_left));
}

function left(attempts) {
  if (attempts <= 0) return "No quedan intentos para este cliente hoy. Termine con «No se pudo confirmar».";
  return `${attempts === 1 ? "Queda 1 respuesta errada" : `Quedan ${attempts} respuestas erradas`} para este cliente hoy, entre todas sus llamadas.`;
}
