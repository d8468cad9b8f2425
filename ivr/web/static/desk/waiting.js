// Before a call: whether calls come, and the caller who is offered.

import { $, $$, show, write } from "./dom.js";
import { figures, secondsSince, secondsUntil } from "./time.js";
import { OUTCOMES, STAGES } from "./words.js";

const SWITCH = { true: "Pausar", false: "Ponerme disponible" };
const AFTERWARDS = { true: "Pausar al terminar", false: "Seguir al terminar" };
let [offered, whole, arrived] = ["", 1, null];
const presenceSwitch = $("#presence-switch");

export function renderPresence(view, stage) {
  const { reason, afterwards, reasons } = view.pause;
  const engaged = ["call", "wrap_up"].includes(stage);
  const after = view.leaving ? ` · después, ${(afterwards || "no disponible").toLocaleLowerCase("es")}` : "";
  write($("#presence"), STAGES[stage] + (stage === "not_ready" ? ` · ${reason}` : after));
  const taking = !["offline", "not_ready"].includes(view.state) && !view.leaving;
  presenceSwitch.dataset.action = !taking ? "available" : reasons.length ? "pause" : "unavailable";
  write($("[data-label]", presenceSwitch), engaged ? AFTERWARDS[taking] : SWITCH[taking]);
  write($("#waiting"), view.waiting === 1 ? "1 persona en la fila" : `${view.waiting} personas en la fila`);
  show($("#missed"), view.pause.missed);
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
