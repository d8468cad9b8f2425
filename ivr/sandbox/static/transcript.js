// The transcript: what is said on the left, what is pressed on the right, what happens in between.
import { element } from "./net.js";

const box = document.getElementById("transcript");
const HAPPENINGS = {
  ring: (line) => `Llamando a ${line.text}…`,
  music: () => "♪ Música de espera",
  hold: () => "♪ En espera",
  queue: (line) => `En la fila, puesto ${line.position}`,
  conference: () => "Conectado en la sala",
  connected: () => "Conectado",
  beep: () => "Entró otra persona",
  silence: () => "Silencio",
  dial: (line) => `Llamando a ${line.text}`,
  record: () => "Grabando después del tono",
  "lost-key": (line) => `La tecla ${line.text} se perdió: nadie la esperaba`,
  "heard-key": (line) => `Se oyó la tecla ${line.text} de otra persona`,
  error: (line) => `Error: ${line.text}`,
  warning: (line) => `Aviso: ${line.text}`,
  hangup: () => "Llamada terminada",
};
const MUSIC = /(music|musica)[^/]*$/i;
let last = null;

export function clear() {
  box.replaceChildren();
  last = null;
}

export function write(line) {
  if (line.kind === "key") return pressed(line);
  if (line.kind === "say") return said(line.text);
  if (line.kind === "play" && MUSIC.test(line.text)) return happened("♪ Música de espera", "music");
  if (line.kind === "play") return said(`▶ ${decodeURIComponent(line.text.split("/").pop())}`);
  const text = HAPPENINGS[line.kind]?.(line);
  if (text) happened(text, line.kind);
}

function said(text) {
  for (const old of box.querySelectorAll(".current")) old.classList.remove("current");
  put(element("p", { className: "said current" }, text), "said");
}

export function quiet() {
  for (const old of box.querySelectorAll(".current")) old.classList.remove("current");
}

function pressed(line) {
  quiet();
  if (last?.kind === "key") {
    last.node.textContent += line.text;
    return;
  }
  put(element("p", { className: "pressed" }, line.text), "key");
}

function happened(text, kind) {
  if (last?.kind === kind && last.node.textContent === text) return;
  put(element("p", { className: `happened ${kind}` }, text), kind);
}

function put(node, kind) {
  box.append(node);
  last = { node, kind };
  node.scrollIntoView({ block: "end", behavior: "smooth" });
}
