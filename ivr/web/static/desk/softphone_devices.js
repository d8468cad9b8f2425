// Microphone and loudspeaker: which there are, which are chosen, what the microphone takes in, and what is wrong with them.

import { $, show, write } from "./dom.js";

export const TROUBLES = ["denied", "missing", "taken"];
const NAMES = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing", OverconstrainedError: "missing", NotReadableError: "taken", AbortError: "taken", NotSupportedError: "unsupported" };
const FALLING = 0.8;
const [microphones, speakers] = [$("#phone-microphone"), $("#phone-speaker")];
let [hooks, phone, listening, unplugged] = [{ changed() {} }, null, null, false];

export const reason = (error) => NAMES[error?.name];
export const notice = () => (unplugged ? "unplugged" : "");

// Asks for the microphone once, so that a call is not the first to ask, and closes it again.
export async function open() {
  if (!navigator.mediaDevices) throw new DOMException("", "NotSupportedError");
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  for (const track of stream.getTracks()) track.stop();
  await list();
}

export function listen(given) {
  hooks = given;
  navigator.mediaDevices?.addEventListener("devicechange", lookAgain);
  navigator.permissions?.query({ name: "microphone" }).then((permission) => {
    permission.onchange = () => hooks.changed(permission.state === "denied" ? "denied" : "");
  }).catch(() => {});
  microphones.addEventListener("change", () => choose("microphone", microphones.value));
  speakers.addEventListener("change", () => choose("speaker", speakers.value));
  $("#phone-test").addEventListener("click", test);
}

export function use(made) {
  phone = made;
  speak();
}

export function constraints() {
  const chosen = microphones.value;
  const cleaned = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return chosen && chosen !== "default" ? { ...cleaned, deviceId: { exact: chosen } } : cleaned;
}

async function lookAgain() {
  const [before, chosen] = [localStorage.getItem("phone-microphone"), microphones.value];
  const found = await list();
  const gone = chosen && !found.some(({ deviceId }) => deviceId === chosen);
  unplugged = gone || (unplugged && microphones.value !== before);
  if (gone && hooks.line.isOpen()) await phone?.audio.setInputDevice(microphones.value).catch(() => {});
  hooks.changed(found.length ? "" : "missing");
}

async function list() {
  const all = await navigator.mediaDevices.enumerateDevices();
  const [ins, outs] = ["audioinput", "audiooutput"].map((kind) => all.filter((one) => one.kind === kind));
  fill(microphones, ins, "phone-microphone", "Micrófono");
  fill(speakers, outs, "phone-speaker", "Salida");
  const fixed = !outs.length || !("setSinkId" in HTMLMediaElement.prototype);
  show(speakers, !fixed);
  show($("#phone-speaker-fixed"), fixed);
  return ins;
}

function fill(select, found, kept, name) {
  const chosen = localStorage.getItem(kept);
  select.replaceChildren(...found.map(({ deviceId, label }, place) => new Option(label || `${name} ${place + 1}`, deviceId)));
  if (found.some(({ deviceId }) => deviceId === chosen)) select.value = chosen;
}

async function choose(kind, id) {
  localStorage.setItem(`phone-${kind}`, id);
  unplugged = false;
  if (kind === "speaker") await speak();
  else if (hooks.line.isOpen()) await phone?.audio.setInputDevice(id).catch(() => {});
  if (listening) await watch();
  hooks.changed("");
}

async function speak() {
  if (phone?.audio?.isOutputSelectionSupported && speakers.value) await phone.audio.speakerDevices.set(speakers.value).catch(() => {});
}

// Two soft notes, where voices will come from.
async function test() {
  const context = new AudioContext(speakers.value && speakers.value !== "default" ? { sinkId: speakers.value } : {});
  for (const [start, pitch] of [[0, 523], [0.35, 659]]) {
    const [note, volume] = [context.createOscillator(), context.createGain()];
    note.frequency.value = pitch;
    volume.gain.value = 0.2;
    note.connect(volume).connect(context.destination);
    note.start(context.currentTime + start);
    note.stop(context.currentTime + start + 0.3);
  }
  setTimeout(() => context.close(), 1500);
}

// While the panel is open the microphone is open too, so that its level can be seen; in a call the call's own is shown.
export async function watch() {
  rest();
  if (hooks.line.isOpen()) return;
  const stream = await navigator.mediaDevices.getUserMedia({ audio: constraints() }).catch((error) => error);
  if (!(stream instanceof MediaStream)) return hooks.changed(reason(stream));
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    level(Math.min(1, Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length) * 4));
  }, 100);
  listening = () => {
    clearInterval(timer);
    context.close();
    for (const track of stream.getTracks()) track.stop();
  };
}

export function rest() {
  listening?.();
  listening = null;
  level(0);
}

let [loudest, quietSince] = [0, 0];

function level(now) {
  const meter = $("#phone-level");
  meter.value = Math.max(now, meter.value * FALLING);
  loudest = Math.max(now, loudest * 0.97);
  if (now > 0.05) quietSince = performance.now();
  const silent = listening && performance.now() - quietSince > 4000;
  write($("#phone-level-words"), !listening ? "" : silent ? "No se oye nada: hable, o elija otro micrófono." : loudest > 0.05 ? "Se le oye bien." : "Hable para ver si se le oye.");
}

export function heard(says, hears) {
  if (says || hears) rest();
  $("#phone-level").value = says;
  $("#phone-heard").value = hears;
}
