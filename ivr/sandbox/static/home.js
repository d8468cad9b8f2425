// The home page: keeps calls, messages, faults and the log fresh.
import { ask, element, send } from "./net.js";

const STATES = {
  ringing: ["Timbrando", "warm"], fetching: ["Consultando", "quiet"], speaking: ["Oyendo", ""], gathering: ["Espera teclas", "warm"],
  recording: ["Grabando", "warm"], queued: ["En fila", "warm"], conference: ["En sala", ""], connected: ["Conectada", ""], ended: ["Terminada", "quiet"],
};
const DELIVERY = { queued: ["En cola", "quiet"], sent: ["Enviado", "quiet"], delivered: ["Entregado", ""], undelivered: ["No llegó", "bad"], failed: ["Falló", "bad"] };
const fill = (id, items, empty) => document.getElementById(id).replaceChildren(...(items.length ? items : [element("li", { className: "empty" }, empty)]));
const badge = ([text, kind]) => element("span", { className: `badge ${kind}` }, text);
let seen = 0;

function callLine(call) {
  const ends = element("span", { className: "what" }, `${call.from} → ${call.to}`);
  if (call.conference) ends.append(element("small", {}, call.conference.hold ? "En espera, no oye la sala" : "Conversando en la sala"));
  if (call.queue) ends.append(element("small", {}, `Fila ${call.queue.name}, puesto ${call.queue.position}`));
  return element("li", {}, badge(STATES[call.state] ?? [call.state, ""]), ends, element("small", {}, clock(call.created)));
}

function messageLine(message) {
  const what = element("span", { className: "what" }, message.body, element("small", {}, `${message.from} → ${message.to}`));
  return element("li", {}, badge(DELIVERY[message.status] ?? [message.status, ""]), what, element("small", {}, clock(message.at)));
}

function emailLine(email) {
  const link = element("a", { href: `/mail/${email.n}`, target: "_blank" }, email.subject);
  return element("li", {}, element("span", { className: "what" }, link, element("small", {}, `${email.sender} → ${email.to}`)), element("small", {}, clock(email.at)));
}

function logRow(record) {
  const failed = record.error || record.status >= 400;
  const kind = record.method ? (failed ? "bad" : "") : "warm";
  const told = Object.entries(record.params).filter(([name]) => /^(CallStatus|Digits|Queue(Result|Position)|StatusCallbackEvent|MessageStatus|Error)/.test(name));
  const cells = [record.n, new URL(record.url).pathname, badge([record.error || String(record.status), kind]), record.method ? `${record.ms} ms` : "", told.map((pair) => pair.join(" ")).join(", ")];
  return element("tr", {}, ...cells.map((cell, n) => element("td", { className: n === 4 ? "data" : "" }, cell)));
}

const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString("es-CO", { hour: "2-digit", minute: "2-digit" });

async function refresh() {
  const [{ calls }, { messages }, { emails }, { log }, { active }] = await Promise.all(["calls", "messages", "emails", `log?after=${seen}`, "faults"].map(ask));
  const live = calls.filter((call) => call.state !== "ended");
  fill("calls", [...live, ...calls.filter((call) => call.state === "ended")].slice(0, 8).map(callLine), "Ninguna todavía.");
  fill("messages", messages.slice(0, 12).map(messageLine), "Ninguno todavía.");
  fill("emails", emails.slice(0, 12).map(emailLine), "Ninguno todavía.");
  for (const record of log) {
    document.getElementById("log").prepend(logRow(record));
    seen = record.n;
  }
  if (seen) document.getElementById("log-count").textContent = `${seen} desde que se encendió la red.`;
  const on = new Set(active.filter((fault) => fault.times <= 0 || fault.used < fault.times).map((fault) => fault.kind));
  for (const box of document.querySelectorAll("#faults input")) box.checked = on.has(box.value);
}

async function changeFaults() {
  const wanted = [...document.querySelectorAll("#faults input:checked")].map((box) => box.value);
  await fetch("/sandbox/faults", { method: "DELETE" });
  for (const kind of wanted) await send("faults", { kind });
}

async function begin() {
  const { speed } = await ask("clock");
  for (const radio of document.querySelectorAll("[name=speed]")) {
    radio.checked = Number(radio.value) === speed;
    radio.addEventListener("change", () => send("clock", { speed: Number(radio.value), patient: true }));
  }
  document.getElementById("faults").addEventListener("change", changeFaults);
  for (;;) {
    await refresh().catch(() => undefined);
    await new Promise((done) => setTimeout(done, 1000));
  }
}

begin();
