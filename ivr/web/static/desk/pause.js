// Why no calls come for a while: the menu of reasons, and the pause under way with what is left of it.

import { $, mark, write } from "./dom.js";
import { figures, secondsUntil } from "./time.js";

const menu = $("#pause-menu");
let choose = () => {};

export function listen(chosen) {
  choose = (reason) => {
    menu.hidePopover();
    chosen(reason ? { reason } : {});
  };
  $("#pause-offline").addEventListener("click", () => choose(""));
}

export function open(engaged) {
  write($("#pause-title"), engaged ? "Cuando termine, pausar por" : "Pausar por");
  menu.togglePopover();
  if (menu.matches(":popover-open")) $("button", menu).focus();
}

export function close() {
  if (menu.matches(":popover-open")) menu.hidePopover();
}

export function render({ reason, reasons }) {
  const list = $("#pause-reasons");
  if (list.children.length !== reasons.length) list.replaceChildren(...reasons.map(row));
  write($("#pause-reason-now"), reason);
}

function row({ id, label, limit }) {
  const item = $("#pause-reason").content.cloneNode(true).firstElementChild;
  write($("span", item), label);
  write($("small", item), `hasta ${Math.round(limit / 60)} min`);
  $("button", item).addEventListener("click", () => choose(id));
  return item;
}

export function tick({ until }) {
  if (!until) return;
  const left = secondsUntil(until);
  const place = $("#pause-left");
  mark(place, "data-over", left < 0);
  write(place, left < 0 ? `Lleva ${figures(-left)} más de lo previsto` : `Quedan ${figures(left)}`);
}
