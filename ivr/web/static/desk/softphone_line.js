// The call on the telephone: it rings, is answered, and tells how good its connection is.

import * as devices from "./softphone_devices.js";

let [call, changed, failed, muted] = [null, () => {}, () => {}, false];
let [ringing, reconnecting] = [false, false];
export const warnings = new Set();

export function listen(hooks) {
  ({ changed, failed } = hooks);
}

export function ring(incoming, expected) {
  if (call) return incoming.reject();
  call = incoming;
  [ringing, reconnecting] = [true, false];
  warnings.clear();
  for (const end of ["cancel", "reject", "disconnect"]) call.on(end, () => over(incoming));
  call.on("transportClose", () => ringing && over(incoming)); // in mid-call the SDK mends it
  call.on("error", (error) => {
    failed(error);
    if (incoming.status() === "closed") over(incoming);
  });
  call.on("accept", () => {
    call?.mute(muted);
    changed();
  });
  call.on("volume", (says, hears) => devices.heard(says, hears));
  call.on("warning", (name) => warnings.add(name) && changed());
  call.on("warning-cleared", (name) => warnings.delete(name) && changed());
  call.on("reconnecting", () => reconnects(true));
  call.on("reconnected", () => reconnects(false));
  if (expected) answer();
  else changed();
}

function over(ended) {
  if (ended !== call) return;
  [call, ringing, reconnecting] = [null, false, false];
  warnings.clear();
  devices.heard(0, 0);
  changed();
}

function reconnects(yes) {
  reconnecting = yes;
  changed();
}

export function answer() {
  if (!call || !ringing) return;
  ringing = false;
  sessionStorage.removeItem("phone-expects");
  call.accept({ rtcConstraints: { audio: devices.constraints() } });
  changed();
}

export function hangUp() {
  call?.disconnect();
}

export function press(digit) {
  if (isOpen()) call.sendDigits(digit);
}

export function mute(wanted) {
  muted = wanted;
  if (isOpen() && call.isMuted() !== wanted) call.mute(wanted);
}

export const isRinging = () => Boolean(call) && ringing;
export const isOpen = () => Boolean(call) && !ringing;

export function state() {
  return reconnecting ? "reconnecting" : isOpen() ? "talking" : undefined;
}

export function trouble(view, without) {
  if (isRinging()) return "rings";
  if (reconnecting) return "reconnecting";
  if (isOpen()) return without ? "open" : "";
  return view?.away_since ? "away" : "";
}
