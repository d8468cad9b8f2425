// Another mobile: registered at once, or after a supervisor's yes, which is waited for here.

import { $, $$, show, write } from "./dom.js";

const NOTICE = "Se avisa al número anterior y al nuevo.";
const SECOND = "Primero lo aprueba un supervisor; después sale el código.";
const SAYS = {
  waiting: ({ mobile }) => `Un supervisor debe aprobar el celular ${mobile}. Siga con el cliente: la respuesta llega aquí.`,
  approved: ({ by, mobile }) => `${by} aprobó el celular ${mobile}. Se está registrando.`,
  done: ({ by, mobile, code_sent }) => `${by} aprobó el celular ${mobile}. ${code_sent ? "El código ya salió a ese número." : "El código no salió: envíelo."}`,
  failed: ({ mobile }) => `No fue posible registrar el celular ${mobile}. Oriente al cliente a una oficina.`,
  refused: ({ by, mobile, why }) => `${by} no aprobó el celular ${mobile}: ${why}`,
};
const TONES = { waiting: "", approved: "", done: "good", failed: "danger", refused: "warning" };
const PENDING = ["waiting", "approved"];

export const isPending = (call) => PENDING.includes(call.change?.state);

export function render(call) {
  const open = call.actions.includes("change_mobile");
  for (const control of $$("#change-form input, #change-form button")) control.disabled = !open;
  const missing = Math.max(0, call.stricter - call.matched);
  const need = `Exige ${call.stricter} coincidencias; ${missing === 1 ? "falta 1" : `faltan ${missing}`}.`;
  write($("#stricter"), missing ? need : "Pida el número nuevo y repítalo en voz alta.");
  write($("#change-send"), call.second_approval ? "Pedir aprobación" : "Guardar y enviar código");
  write($("#change-notice"), call.second_approval ? `${SECOND} ${NOTICE}` : NOTICE);
  renderApproval(call.change, call.actions, isPending(call));
}

function renderApproval(change, actions, pending) {
  const [place, details] = [$("#approval"), $("#change")];
  const says = SAYS[change?.state];
  const focused = document.activeElement;
  for (const tone of ["good", "warning", "danger"]) place.classList.toggle(tone, TONES[change?.state] === tone);
  show(place, Boolean(says));
  write($("#approval-state"), says ? says(change) : "");
  show($("button", place), actions.includes("withdraw_change"));
  if (pending && !details.hidden) details.open = false;
  show(details, !pending);
  if ((details.contains(focused) || place.contains(focused)) && !focused.checkVisibility()) (says ? place : $("summary", details)).focus();
}
