// The telephone itself: dials, follows one call, and sends its keys.
import { ChosenKey } from "./chosen_key.js";
import { forgetCode, lastCode, open as openHandset } from "./handset.js";
import { send } from "./net.js";
import { Scenario } from "./scenario.js";
import * as transcript from "./transcript.js";
import * as voice from "./voice.js";

const byId = (id) => document.getElementById(id);
const stage = byId("stage");
const STATES = {
  ringing: "Timbrando…", fetching: "Un momento…", speaking: "Escuche", gathering: "Marque cuando quiera", recording: "Grabando",
  queued: "En la fila", conference: "En conversación", connected: "En conversación", ended: "Llamada terminada",
};
let call = null;
let stream = null;
let scenario = null;
let started = 0;
let pressed = Promise.resolve();

function follow(sid) {
  stream?.close();
  transcript.clear();
  voice.hush();
  byId("digits").textContent = "\u00a0";
  call = { sid, state: "ringing" };
  started = Date.now();
  stream = new EventSource(`/sandbox/calls/${sid}/events`);
  stream.addEventListener("entry", (event) => line(JSON.parse(event.data)));
  stream.addEventListener("call", (event) => show(JSON.parse(event.data)));
}

function line(entry) {
  transcript.write(entry);
  if (entry.kind === "say" || entry.kind === "play") voice.hear(entry);
  if (entry.kind === "say") scenario?.hear(entry.text);
  if (entry.kind === "key" || entry.kind === "hangup") voice.hush();
  if (entry.kind === "key") byId("digits").textContent = `${byId("digits").textContent.trim()}${entry.text}`;
}

function show(view) {
  const wasGathering = call?.gather;
  call = view;
  const isLive = view.state !== "ended";
  stage.dataset.state = view.state;
  byId("state").textContent = view.conference?.hold ? "En espera" : STATES[view.state] ?? view.state;
  byId("call").hidden = isLive;
  byId("end").hidden = !isLive;
  byId("dial").inert = isLive;
  if (view.gather && !wasGathering) byId("digits").textContent = "\u00a0";
  if (!isLive) {
    stream.close();
    transcript.quiet();
  }
  scenario?.see(view);
}

async function dial() {
  const to = byId("to").value;
  if (!to || isLive()) return;
  forgetCode();
  try {
    follow((await send("calls", { from: stage.dataset.number, to })).sid);
  } catch (problem) {
    byId("state").textContent = problem.message;
  }
}

const isLive = () => call !== null && call.state !== "ended";

// Keys reach the network in the order in which they were pressed, however fast.
async function press(key) {
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  button.classList.add("down");
  setTimeout(() => button.classList.remove("down"), 160);
  voice.tone(key);
  voice.hush();
  if (isLive()) pressed = pressed.then(() => send(`calls/${call.sid}/keys`, { digits: key })).catch(() => undefined);
  await pressed;
}

function hangUp() {
  send(`calls/${call.sid}/hangup`);
}

function pressByHand(key) {
  scenario?.stop();
  press(key);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("ring").open) return;
  if (/^[0-9*#]$/.test(event.key)) pressByHand(event.key);
  else if (event.key === "Escape" && isLive()) hangUp();
  else if (event.key === "Enter" && event.target === document.body) dial();
}

byId("keypad").addEventListener("click", (event) => {
  const button = event.target.closest("[data-key]");
  if (button) pressByHand(button.dataset.key);
});
byId("call").addEventListener("click", dial);
byId("end").addEventListener("click", hangUp);
byId("from").addEventListener("change", () => {
  location.href = `/phone?from=${encodeURIComponent(byId("from").value)}&to=${encodeURIComponent(byId("to").value)}`;
});
byId("sound").addEventListener("click", () => {
  const on = byId("sound").getAttribute("aria-pressed") !== "true";
  byId("sound").setAttribute("aria-pressed", String(on));
  voice.turn(on);
});
document.addEventListener("keydown", onKey);
// Whoever closes the page has hung up.
addEventListener("pagehide", () => isLive() && navigator.sendBeacon(`/sandbox/calls/${call.sid}/hangup`));
setInterval(() => {
  const seconds = Math.floor((Date.now() - started) / 1000);
  byId("timer").hidden = !isLive();
  byId("timer").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}, 500);

openHandset(stage.dataset.number, follow, () => scenario?.look());
if (stage.dataset.keys) {
  const chosen = new ChosenKey(stage.dataset.number, stage.dataset.keys);
  const visit = (key) => send("visits", { to: stage.dataset.email, key });
  scenario = new Scenario(stage.dataset.keys.split(","), JSON.parse(stage.dataset.heard), chosen, { press, hangUp, lastCode, visit });
}
if (stage.dataset.auto === "1") dial();
