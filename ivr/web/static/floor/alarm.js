// What is out of bounds calls for attention: in colour always, by sound and by the browser's notice once switched on.

import { $, write } from "../desk/dom.js";
import { overdue } from "./branch.js";
import { WHY } from "./words.js";

const NAMES = { waiting: "muchas personas esperan", longest: "espera demasiado larga", service_level: "nivel de servicio muy bajo" };
const SWITCHES = { sound: ["Sonido encendido", "Sonido apagado"], notify: ["Avisos encendidos", "Avisos apagados"] };
const on = { sound: false, notify: false };
let before = new Map();
let speaker;

function alarms(view) {
  const found = new Map();
  for (const queue of view.queues) {
    for (const [name, level] of Object.entries(queue.levels)) {
      if (level === "alarm") found.set(`${queue.id} ${name}`, `Fila ${queue.name}: ${NAMES[name]}`);
    }
  }
  for (const each of view.approvals) found.set(each.change, `${each.agent_name} pide aprobar un celular`);
  if (view.branch.overdue) found.set(`branch ${view.branch.overdue}`, overdue(view.branch.overdue));
  for (const agent of view.agents) if (agent.level === "alarm") found.set(agent.id, `${agent.name}: ${WHY[agent.why] ?? ""}`);
  return found;
}

function beep() {
  speaker ??= new AudioContext();
  const [tone, volume] = [speaker.createOscillator(), speaker.createGain()];
  tone.frequency.value = 660;
  volume.gain.setValueAtTime(0.15, speaker.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, speaker.currentTime + 0.7);
  tone.connect(volume).connect(speaker.destination);
  tone.start();
  tone.stop(speaker.currentTime + 0.7);
}

export function watch(view) {
  const now = alarms(view);
  const fresh = [...now].filter(([key]) => !before.has(key)).map(([, words]) => words);
  before = now;
  document.title = document.title.replace(/^(\(\d+\) )?/, now.size ? `(${now.size}) ` : "");
  if (!fresh.length) return;
  write($("#announcer"), fresh.join(". "));
  if (on.sound) beep();
  if (on.notify) new Notification("Piso", { body: fresh.join("\n"), tag: "floor" });
}

function turn(name, wanted) {
  on[name] = wanted;
  const button = $(`#${name}`);
  button.setAttribute("aria-pressed", String(wanted));
  write(button, SWITCHES[name][wanted ? 0 : 1]);
}

export function switches(refuse) {
  $("#sound").addEventListener("click", () => {
    turn("sound", !on.sound);
    if (on.sound) beep();
  });
  $("#notify").addEventListener("click", async () => {
    const allowed = on.notify || (await Notification.requestPermission()) === "granted";
    if (!allowed) refuse("El navegador no permite avisos de esta página. Actívelos en su configuración.");
    turn("notify", !on.notify && allowed);
  });
}
