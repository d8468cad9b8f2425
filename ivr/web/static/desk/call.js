// The call: who it is, how far it has come, and which button helps now.

import * as cameBack from "./came_back.js";
import * as checklist from "./checklist.js";
import * as contact from "./contact.js";
import { $, $$, mark, show, write } from "./dom.js";
import { figures, secondsSince } from "./time.js";

const STATES = { calling_agent: "Conectando", talking: "En conversación", capsule: "El cliente digita", holding: "El cliente digita" };
const PROGRESS = {
  at_keypad: "Está en el teclado, sin que nadie lo oiga",
  code_accepted: "Código correcto",
  key_set: "Clave puesta",
  capsule_failed: "No se pudo aislar la llamada: el cliente no ha digitado nada",
};

let shown = "";
let handoff = "";

// Nothing that was opened or typed for one caller is there for the next one.
function begin(call) {
  if (handoff === call.handoff) return;
  handoff = call.handoff;
  for (const form of $$("#change-form, #identify-form")) form.reset();
  for (const folded of $$("#change, #freeze")) folded.open = false;
  show($("#refusal"), false);
}

export function render(call, ask) {
  begin(call);
  for (const place of $$("[data-call]")) write(place, call[place.dataset.call] || "—");
  write($("#call-state"), STATES[call.state]);
  const part = call.state === "holding" ? "capsule" : call.state;
  for (const each of $$("[data-part]")) show(each, each.dataset.part === part);
  for (const each of $$("[data-checked]")) show(each, (call.checks.length > 0) === (each.dataset.checked === "yes"));
  for (const each of $$("[data-chosen]")) show(each, call.chosen === (each.dataset.chosen === "yes"));
  checklist.render(call, call.actions.includes("check"), ask);
  if (part === "talking" && part !== shown && document.activeElement.matches("body, h2")) checklist.next();
  shown = part;
  renderSteps(stepsDone(call));
  renderReasons(call);
  contact.render(call);
  renderFrozen(call);
  renderDocuments(call.documents);
  renderProgress(call.progress.slice(Math.max(0, call.progress.lastIndexOf("at_keypad"))));
  cameBack.render(call);
}

function stepsDone(call) {
  const facts = {
    identified: Boolean(call.document),
    checked: call.required > 0 && call.matched >= call.required,
    code_sent: call.code_sent > 0,
    code_accepted: call.progress.includes("code_accepted"),
    key_set: call.progress.includes("key_set"),
  };
  return Object.keys(facts).filter((step) => facts[step]);
}

function renderSteps(done) {
  const steps = $$("#steps li");
  const current = steps.find((step) => !done.includes(step.dataset.step));
  for (const step of steps) {
    mark(step, "data-done", done.includes(step.dataset.step));
    if (step === current) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }
}

function renderReasons(call) {
  const missing = call.required - call.matched;
  const need = missing === 1 ? "Falta 1 coincidencia." : `Faltan ${missing} coincidencias.`;
  const sent = call.code_sent === 1 ? "Código enviado." : `Código enviado ${call.code_sent} veces; sirve el último.`;
  const lost = "El operador no pudo entregar el código. Confirme el celular con el cliente o envíe otro.";
  const menu = "El cliente no eligió un trámite: pídale que vuelva al menú y marque el suyo.";
  const none = `No tiene celular registrado. Regístrelo en «El número está desactualizado», con ${call.stricter} coincidencias.`;
  const unchosen = call.chosen ? "" : menu;
  const why = contact.isPending(call) ? "Espere la respuesta del supervisor." : !call.mobile ? none : call.undelivered ? lost : call.code_sent ? sent : missing > 0 ? need : "";
  write($('[data-why="send-code"]'), unchosen || why);
  mark($('[data-why="send-code"]'), "data-lost", call.undelivered);
  const send = $('[data-action="send-code"]');
  send.classList.toggle("plain", call.code_sent > 0);
  write(send.firstElementChild, call.code_sent ? "Enviar otro código" : "Enviar código");
  write($('[data-why="to-keypad"]'), unchosen || (call.code_sent ? "" : "Primero envíe el código."));
}

function renderDocuments(documents) {
  const list = $("#document-kind");
  if (list.children.length === documents.length) return;
  list.replaceChildren(...documents.map(({ code, label }) => new Option(label, code)));
}

function renderFrozen(call) {
  show($("#frozen"), call.frozen && call.state === "talking");
  show($("#freeze"), !call.frozen);
  const missing = Math.max(0, call.stricter - call.matched);
  write($('[data-why="unfreeze"]'), missing ? `Liberarla exige ${call.stricter} coincidencias.` : "");
}

function renderProgress(words) {
  const known = words.map((word) => PROGRESS[word]).filter(Boolean);
  const list = $("#progress");
  while (list.children.length > known.length) list.lastElementChild.remove();
  known.forEach((text, index) => write(list.children[index] ?? list.appendChild(document.createElement("li")), text));
}

export function tick(call) {
  write($("#call-time"), call.answered ? figures(secondsSince(call.answered)) : "0:00");
}
