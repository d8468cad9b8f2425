// The room: who hears whom, who else is there, and how the caller goes on to somebody else.

import { $, $$, mark, show, write } from "./dom.js";

const GUESTS = {
  listen: "escucha esta llamada",
  whisper: "le habla a usted; el cliente no lo oye",
  barge: "habla con ustedes dos",
};
const SWITCHES = {
  "#hold": { is: (room) => room.held_since, on: ["resume", "Retomar"], off: ["hold", "En espera"] },
  "#mute": { is: (room) => room.muted, on: ["unmute", "Que me oigan"], off: ["mute", "Silenciarme"] },
  "#help": { is: (room) => room.help_since, on: ["help-over", "Retirar ayuda"], off: ["ask-help", "Pedir ayuda"] },
};
const CALLED_BACK = { phone: "Le devolvimos la llamada que pidió por teléfono", web: "Le llamamos: lo pidió en la página" };
let current = "";
let act;

export function render({ call, consultation, offer }) {
  const from = cameFrom(offer);
  write($("#offer-from"), from);
  show($("#offer-from"), Boolean(from));
  renderNote($("#offer-note"), offer?.transfer_note);
  renderNote($("#call-note"), call?.room.transfer_note);
  renderMore();
  const handoff = call?.handoff ?? consultation?.handoff ?? "";
  if (handoff !== current || call?.state !== "talking") open(false);
  if (handoff !== current) $("#transfer-note").value = "";
  current = handoff;
  if (call) renderCall(call.room, call.state);
  if (consultation) renderConsultation(consultation);
}

function cameFrom(offer) {
  if (offer?.transferred_by) return `Se la transfiere ${offer.transferred_by}: lo que ya se comprobó pasa con la llamada.`;
  return offer?.called_back ? `${CALLED_BACK[offer.called_back]}.` : "";
}

function renderNote(place, note) {
  if (place.textContent !== (note || "")) mark(place, "data-whole", false);
  write(place, note || "");
  show(place, Boolean(note));
}

// A long note does not push the checklist down: it is cut until somebody wants all of it.
function renderMore() {
  const [note, more] = [$("#call-note"), $("#call-note-more")];
  const whole = note.hasAttribute("data-whole");
  show(more, !note.hidden && (whole || note.scrollHeight > note.clientHeight + 1));
  write(more, whole ? "Ver menos" : "Ver todo");
  more.setAttribute("aria-expanded", String(whole));
}

function renderCall(room, state) {
  for (const [place, { is, on, off }] of Object.entries(SWITCHES)) {
    const [name, words] = is(room) ? on : off;
    $(place).dataset.room = name;
    write($("span", $(place)), words);
  }
  for (const button of $$(".call [data-room]")) button.disabled = !room.actions.includes(button.dataset.room.replaceAll("-", "_"));
  const asked = room.guests.find((guest) => guest.kind === "consult");
  $("#to-others").disabled = Boolean(asked);
  show($("#consulting"), Boolean(asked) && state === "talking");
  if (asked) renderAsked(asked, room);
  renderState(room);
}

function renderAsked(asked, room) {
  write($("#consulted"), asked.name);
  const there = room.held_since ? "lo oye a usted; el cliente escucha música." : "y el cliente lo oyen a usted: hablan los tres.";
  write($("#consulting-state"), asked.joined ? there : "Su teléfono está timbrando.");
}

function renderState(room) {
  const lines = [
    room.held_since ? "El cliente escucha música" : "",
    room.muted ? "Nadie lo oye a usted" : "",
    room.help_since ? "Pidió ayuda: el supervisor ya lo ve" : "",
    room.taken_over ? "Se cortó la línea de su colega: la llamada es suya" : "",
    room.transferred_by ? `Se la transfirió ${room.transferred_by}` : "",
    room.called_back ? CALLED_BACK[room.called_back] : "",
    ...room.guests.filter((guest) => GUESTS[guest.kind]).map((guest) => `${guest.name} ${guest.joined ? GUESTS[guest.kind] : "va a entrar"}`),
  ].filter(Boolean);
  const list = $("#room-state");
  while (list.children.length > lines.length) list.lastElementChild.remove();
  lines.forEach((text, index) => write(list.children[index] ?? list.appendChild(document.createElement("li")), text));
}

function renderConsultation(consultation) {
  write($("#consultation-procedure"), consultation.procedure);
  const there = consultation.with_caller ? "El cliente los oye a los dos." : "El cliente escucha música.";
  write($("#consultation-state"), consultation.joined ? there : "Conteste su teléfono.");
}

function open(wanted) {
  show($("#others"), wanted);
  $("#to-others").setAttribute("aria-expanded", String(wanted));
}

function choice(words, name, body, disabled) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = words;
  button.disabled = disabled;
  button.addEventListener("click", () => {
    open(false);
    act(`handoffs/${current}/${name}`, name === "transfer" ? { ...body, note: $("#transfer-note").value } : body);
  });
  return button;
}

function row(name, ...buttons) {
  const item = document.createElement("li");
  const label = document.createElement("span");
  label.textContent = name;
  item.append(label, ...buttons);
  return item;
}

function fill({ queues, agents }) {
  $("#other-queues").replaceChildren(...queues.map(({ id, name }) => row(name, choice(`Pasar a ${name}`, "transfer", { queue: id }, false))));
  $("#other-agents").replaceChildren(
    ...agents.map(({ id, name, free }) =>
      row(
        free ? name : `${name} · no disponible`,
        choice(`Consultar a ${name}`, "consult", { agent: id }, !free),
        choice(`Transferir a ${name}`, "transfer", { agent: id }, !free),
      ),
    ),
  );
  show($("#nobody-else"), agents.length === 0);
  $("#transfer-note").focus();
}

export function listen(send, ask) {
  act = send;
  for (const button of $$("[data-room]")) {
    button.addEventListener("click", () => act(`handoffs/${current}/${button.dataset.room}`));
  }
  $("#to-others").addEventListener("click", async () => {
    if (!$("#others").hidden) return open(false);
    const found = await ask().catch(() => null);
    if (!found) return;
    open(true);
    fill(found);
  });
  const close = () => {
    open(false);
    $("#to-others").focus();
  };
  $("#call-note-more").addEventListener("click", () => {
    $("#call-note").toggleAttribute("data-whole");
    renderMore();
  });
  $("#others-close").addEventListener("click", close);
  $("#others").addEventListener("keydown", (event) => event.key === "Escape" && close());
}
