// The ways into a call, on its agent's row; and who hears the supervisor who is in one.

import { $, $$, mark, show, write } from "../desk/dom.js";
import { element } from "./rows.js";

const WAYS = { listen: "Escuchar", whisper: "Susurrar", barge: "Entrar" };
const ABOUT = { listen: "Oye a los dos y nadie lo oye", whisper: "Lo oye el asesor; el cliente, no", barge: "Lo oyen los dos" };
const OPEN = "Su micrófono está abierto: ";
const HEARD = {
  listen: (name) => `Escucha la llamada de ${name}. Su micrófono está cerrado: nadie lo oye.`,
  whisper: (name) => `${OPEN}lo oye ${name}; el cliente, no.`,
  barge: (name) => `${OPEN}lo oyen ${name} y el cliente.`,
};
const COMING = {
  listen: (name) => `Le timbra su teléfono para escuchar la llamada de ${name}.`,
  whisper: (name) => `Le timbra su teléfono para hablarle a ${name}. Al contestar, ${name} lo oye.`,
  barge: (name) => `Le timbra su teléfono para entrar a la llamada de ${name}. Al contestar, los dos lo oyen.`,
};
const IN_ROOM = ["talking", "capsule", "holding"];

// How the viewer stands in a call; being asked for advice by a colleague is something else.
export const standing = (call, { me }) => call?.guests.find((guest) => guest.id === me && guest.kind !== "consult");

export function makeWays() {
  const buttons = Object.entries(WAYS).map(([way, text]) =>
    element("button", { type: "button", class: "plain", "data-way": way, title: ABOUT[way], text }),
  );
  return element("span", { class: "ways", role: "group" }, ...buttons);
}

export function fillWays(row, { name, call }, viewer) {
  const ways = $(".ways", row);
  show(ways, viewer.canListen && IN_ROOM.includes(call?.state));
  const mine = standing(call, viewer)?.kind;
  ways.setAttribute("aria-label", `Acompañar la llamada de ${name}`);
  for (const button of $$("button", ways)) {
    const { way } = button.dataset;
    button.dataset.handoff = call?.handoff ?? "";
    button.disabled = call?.state !== "talking" || way === mine;
    button.setAttribute("aria-pressed", String(way === mine));
  }
}

export function renderMicrophone({ agents }, viewer) {
  const agent = agents.find(({ call }) => standing(call, viewer));
  const mine = standing(agent?.call, viewer);
  const place = $("#microphone");
  show(place, Boolean(mine));
  write($("[data-text]", place), mine ? (mine.joined ? HEARD : COMING)[mine.kind](agent.name) : "");
  mark(place, "data-open", Boolean(mine?.joined) && mine.kind !== "listen");
  $("button", place).dataset.handoff = agent?.call.handoff ?? "";
}
