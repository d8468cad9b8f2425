// The telephone in the page: registered with the network, it is rung when the agent has taken a call, and answers by itself
// in the window where that was done. The service's view stays the only truth of who hears whom.

import * as devices from "./softphone_devices.js";
import * as line from "./softphone_line.js";
import * as panel from "./softphone_panel.js";
import { device as makeDevice } from "./softphone_sdk.js";
import { PAUSE } from "./softphone_words.js";

const RETRY_AFTER = 4000;
const EXPECTED_FOR = 30000;
const OVER = 20104; // the pass
const CLOSING = "Hay una llamada en curso.";
const page = crypto.randomUUID();
const setting = document.querySelector('meta[name="softphone"]');
let [phone, view, hooks, busy, retry] = [null, null, null, false, 0];
let [state, trouble, leaving, asked] = ["starting", "", false, null];

// What the service hears with each sign of life; a page without a telephone says nothing.
export function signs() {
  return setting && state !== "without" ? { phone: state === "starting" ? "starting" : isReady() ? "ready" : "not_ready", page } : {};
}

function isReady() {
  return state === "ready";
}

// The agent takes a call in this window: the ring that follows is answered here, also by the page that is loaded next.
export function expect(taken) {
  if (!setting) return;
  if (taken) sessionStorage.setItem("phone-expects", Date.now());
  else sessionStorage.removeItem("phone-expects");
}

function isExpected() {
  return Boolean(view?.away_since) || Date.now() - Number(sessionStorage.getItem("phone-expects")) < EXPECTED_FOR;
}

export const isOn = () => Boolean(setting) && state !== "without";
export const rings = () => line.isRinging();

export function start(given) {
  if (!setting) return;
  hooks = given;
  panel.listen({ retry: begin, without, answer: () => line.answer(), hangUp: () => line.hangUp(), digit: (key) => line.press(key) });
  line.listen({ changed: show, failed });
  devices.listen({ changed: devicesChanged, line });
  // A page that goes hangs up; it says nothing more, so that the one that comes after it finds the call.
  addEventListener("pagehide", () => { leaving = true; });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, awake, { passive: true });
  if (sessionStorage.getItem("phone-without")) become("without");
  else begin();
}

// On a network of one's own nobody needs a microphone: whoever has none is rung as a desk without a telephone.
function without() {
  sessionStorage.setItem("phone-without", "yes");
  if (phone?.state === "registered") phone.unregister();
  become("without");
  if (view?.pause.reason === PAUSE) hooks.resume();
}

// Levels are measured only after somebody has touched the page: browsers want it so.
function awake() {
  const context = globalThis.Twilio?.Device.audioContext;
  if (context?.state === "suspended") context.resume();
}

function become(next, why = "") {
  if (leaving) return;
  const told = signs().phone;
  [state, trouble] = [next, why];
  show();
  if (signs().phone !== told) hooks.changed();
}

async function begin() {
  if (busy || isReady() || state === "without") return;
  busy = true;
  clearTimeout(retry);
  try {
    await devices.open();
    await register();
  } catch (error) {
    failed(error);
  } finally {
    busy = false;
  }
}

async function register() {
  const pass = await hooks.pass();
  if (phone) phone.updateToken(pass.token);
  else follow(await makeDevice(pass, setting.content, CLOSING));
  if (phone.state === "unregistered") await phone.register();
  if (phone.state === "registered") become("ready"); // the SDK says nothing when it never knew that it was out
}

function follow(made) {
  phone = made;
  devices.use(phone);
  phone.audio?.incoming(false);
  phone.audio?.disconnect(false);
  phone.on("registered", () => become("ready"));
  phone.on("unregistered", () => lost());
  phone.on("tokenWillExpire", async () => {
    const pass = await hooks.pass().catch(() => null);
    if (pass) phone.updateToken(pass.token);
  });
  phone.on("error", failed);
  phone.on("incoming", (call) => line.ring(call, isExpected()));
}

// The SDK reconnects by itself; a telephone that is away for longer, or whose pass is over, begins anew.
function lost() {
  if (["starting", "without"].includes(state)) return;
  become("not_ready", "network");
  again();
}

function again() {
  clearTimeout(retry);
  retry = setTimeout(begin, RETRY_AFTER);
}

function failed(error) {
  const why = reason(error);
  if (why === "session") return;
  if (why === "network" && error?.code !== OVER && isReady()) return; // the SDK tells when it is out
  become("not_ready", why);
  if (error?.code === OVER) begin();
  else if (why === "network") again();
}

function reason(error) {
  if (error?.code === "no_phone") return "refused";
  if (error?.code === "signed_out") return "session";
  const known = { 20101: "refused", [OVER]: "network", 31401: "denied", 31402: "taken" };
  return known[error?.code] ?? devices.reason(error) ?? "network";
}

function devicesChanged(why) {
  if (state === "without") return;
  if (devices.TROUBLES.includes(why)) become("not_ready", why);
  else if (!isReady() && devices.TROUBLES.includes(trouble)) begin();
  else show();
}

export function render(shown) {
  if (!setting) return;
  view = shown;
  const room = view.call?.room;
  line.mute(Boolean(room?.muted));
  if (view.away_since && line.isRinging()) line.answer();
  if (view.away_since !== asked && isReady() && !line.isOpen()) {
    asked = view.away_since;
    if (asked) setTimeout(hooks.changed, 0); // the service puts the leg back as soon as it hears of a telephone that can ring
  }
  show();
}

function show() {
  const without = view && !view.call && !view.consultation;
  panel.render({ state: line.state() ?? state, trouble: line.trouble(view, without) || trouble, devices: devices.notice(), line });
}
