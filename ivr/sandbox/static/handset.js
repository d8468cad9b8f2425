// What comes to this telephone by itself: messages and calls.
import { ask, element, send } from "./net.js";

const inbox = document.getElementById("inbox");
const notices = document.getElementById("notices");
const ring = document.getElementById("ring");
let code = "";

// The code of the latest message since forgetCode.
export const lastCode = () => code;
export const forgetCode = () => { code = ""; };

export function open(number, answered, read) {
  const stream = new EventSource(`/sandbox/handsets/${encodeURIComponent(number)}/events`);
  stream.addEventListener("sms", (event) => {
    const message = JSON.parse(event.data);
    code = message.body.match(/\b\d{4,8}\b/)?.[0] ?? code;
    arrive(message, true);
    read();
  });
  stream.addEventListener("ring", (event) => ringing(JSON.parse(event.data), answered));
  stream.addEventListener("ring-over", () => ring.close());
  ask(`messages?to=${encodeURIComponent(number)}`).then(({ messages }) => messages.reverse().forEach((message) => arrive(message, false)));
}

function arrive(message, isNew) {
  inbox.querySelector(".empty")?.remove();
  const at = new Date(message.at * 1000).toLocaleTimeString("es-CO", { hour: "2-digit", minute: "2-digit" });
  inbox.prepend(element("li", {}, element("small", {}, `${message.from} · ${at}`), element("p", {}, message.body)));
  if (isNew) notify(message);
}

function notify(message) {
  const close = element("button", { type: "button", className: "notice" }, element("small", {}, `Mensaje de ${message.from}`), element("span", {}, message.body));
  close.addEventListener("click", () => close.remove());
  notices.append(close);
  setTimeout(() => close.remove(), 20000);
}

function ringing(call, answered) {
  document.getElementById("ring-title").textContent = `Lo llama ${call.from}`;
  const choose = (what) => async () => {
    ring.close();
    await send(`calls/${call.sid}/${what}`);
    if (what === "answer") answered(call.sid);
  };
  document.getElementById("answer").onclick = choose("answer");
  document.getElementById("reject").onclick = choose("reject");
  ring.showModal();
}
