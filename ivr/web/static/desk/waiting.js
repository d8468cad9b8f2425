// Before a call: whether calls come, and the caller who is offered.

import { $, $$, write } from "./dom.js";
import { figures, secondsSince, secondsUntil } from "./time.js";

const PRESENCE = { offline: "No disponible", available: "Disponible", offered: "Llamada entrante", call: "En llamada" };
const SWITCH = { true: "Pausar", false: "Ponerme disponible" };
const AFTERWARDS = { true: "Pausar al terminar", false: "Seguir al terminar" };
const OUTCOMES = {
  key_set: "clave puesta",
  finished: "finalizada",
  not_confirmed: "sin confirmar",
  agent_lost: "se cortó su línea",
  hung_up: "el cliente colgó",
  left: "el cliente salió de la fila",
};
let [offered, whole, arrived] = ["", 1, null];
const presenceSwitch = $("#presence-switch");

export function renderPresence(view, stage) {
  write($("#presence"), PRESENCE[stage]);
  const taking = view.state !== "offline" && !view.leaving;
  presenceSwitch.dataset.action = taking ? "unavailable" : "available";
  write($("[data-label]", presenceSwitch), stage === "call" ? AFTERWARDS[taking] : SWITCH[taking]);
  write($("#waiting"), view.waiting === 1 ? "1 persona en la fila" : `${view.waiting} personas en la fila`);
  renderLast(view.last);
}

function renderLast(last) {
  for (const place of $$("[data-last]")) {
    write(place, last ? `Última llamada: ${last.procedure} · ${last.document || "sin documento"} · ${OUTCOMES[last.outcome] ?? "terminó"}` : "");
  }
}

export function renderOffer(offer) {
  for (const place of $$("[data-offer]")) write(place, offer[place.dataset.offer] || "Sin identificar");
  if (offered !== offer.lease) [offered, whole] = [offer.lease, Math.max(1, offer.seconds_left)];
  arrived = { waited: offer.waited, at: performance.now() };
}

export function tick(view) {
  write($("#presence-since"), view.since ? figures(secondsSince(view.since)) : "");
  if (view.offer) tickOffer(view.offer);
}

function tickOffer(offer) {
  const left = Math.max(0, secondsUntil(offer.lease));
  write($("#offer-left"), `${Math.ceil(left)} s`);
  $("#offer-meter").value = left / whole;
  write($("#offer-waited"), figures(arrived.waited + (performance.now() - arrived.at) / 1000));
}
