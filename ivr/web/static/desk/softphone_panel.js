// How the telephone shows itself: a word in the bar above, a strip with what troubles it, and the panel behind the button.

import * as devices from "./softphone_devices.js";
import { $, $$, show, write } from "./dom.js";
import { RETRIED, STATES, TROUBLES, quality } from "./softphone_words.js";

const [button, panel] = [$("#phone"), $("#phone-panel")];
let press = () => {};

export function listen({ retry, answer, hangUp, digit, without }) {
  $("#phone-without")?.addEventListener("click", without);
  press = (key) => {
    digit(key);
    write($("#phone-typed"), $("#phone-typed").textContent + key);
  };
  $("#phone-retry").addEventListener("click", retry);
  $("#phone-answer").addEventListener("click", answer);
  $("#phone-hang-up").addEventListener("click", hangUp);
  button.addEventListener("click", () => panel.togglePopover());
  $("#phone-close").addEventListener("click", close);
  panel.addEventListener("toggle", toggled);
  for (const key of $$("[data-digit]")) key.addEventListener("click", () => press(key.dataset.digit));
  panel.addEventListener("keydown", (event) => {
    if ($("#phone-keypad").hidden || event.altKey || event.ctrlKey || event.metaKey || !/^[0-9*#]$/.test(event.key)) return;
    event.preventDefault();
    press(event.key);
  });
}

function close() {
  panel.hidePopover();
  button.focus();
}

function toggled({ newState }) {
  const open = newState === "open";
  button.setAttribute("aria-expanded", String(open));
  write($("#phone-typed"), "");
  if (!open) return devices.rest();
  $("button:not([hidden]), select", $("#phone-keypad").hidden ? $("#phone-microphone").parentElement : panel).focus();
  devices.watch();
}

export function render({ state, trouble, devices: device, line }) {
  button.dataset.state = state;
  button.title = `Teléfono ${STATES[state]}`;
  write($("#phone-state"), STATES[state]);
  const what = trouble || device;
  const [words, help] = TROUBLES[what] ?? ["", ""];
  write($("#phone-trouble"), words);
  write($("#phone-help"), help);
  show($("#phone-answer"), what === "rings");
  show($("#phone-hang-up"), what === "open");
  show($("#phone-retry"), RETRIED.includes(what));
  if ($("#phone-without")) show($("#phone-without"), devices.TROUBLES.includes(what));
  show($("#phone-strip"), Boolean(words));
  const about = line.isOpen() ? quality(line.warnings) : "";
  write($("#phone-quality"), about);
  show($("#phone-quality"), Boolean(about) && !words);
  show($("#phone-keypad"), line.isOpen());
}
