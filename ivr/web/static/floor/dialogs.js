// What is asked before something is done: each dialog knows whom it is about until it is closed.

import { $, $$, show, write } from "../desk/dom.js";
import { stateOf } from "./agents.js";
import { element } from "./rows.js";

const STUCK = ["offered", "busy", "wrap_up"];

const values = (form) => Object.fromEntries(new FormData(form));
const hasOption = (select, value) => [...select.options].some((option) => option.value === value);

// What hurts is pressed twice: the first time the button says what it is about to do.
function sure(button) {
  if (button.dataset.asking !== undefined) return true;
  button.dataset.asking = button.textContent;
  write(button, button.dataset.sure);
  return false;
}

function calm(dialog) {
  for (const button of $$("[data-asking]", dialog)) {
    write(button, button.dataset.asking);
    delete button.dataset.asking;
  }
}

export function setUp(id, open, send) {
  const dialog = $(`#${id}`);
  for (const form of $$("form[data-form]", dialog)) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      dialog.close();
      send(form.dataset.form, values(form), dialog.dataset.about);
    });
  }
  for (const button of $$("[data-cancel]", dialog)) button.addEventListener("click", () => dialog.close());
  return (about, ...more) => {
    dialog.dataset.about = about;
    for (const form of $$("form", dialog)) form.reset();
    calm(dialog);
    open(dialog, ...more);
    dialog.showModal();
  };
}

export function agentDialog(act) {
  const open = setUp("agent-dialog", fillAgent, (_, { state }, agent) => {
    const [word, reason = ""] = state.split(":");
    act(`agents/${agent}/state`, { state: word, reason });
  });
  const dialog = $("#agent-dialog");
  for (const button of $$("[data-deed]", dialog)) {
    button.addEventListener("click", () => {
      if (!sure(button)) return;
      dialog.close();
      act(`agents/${dialog.dataset.about}/${button.dataset.deed}`);
    });
  }
  return open;
}

function fillAgent(dialog, agent, reasons) {
  write($("[data-name]", dialog), agent.name);
  write($("[data-state]", dialog), agent.call ? `${stateOf(agent)} · ${agent.call.procedure}` : stateOf(agent));
  const free = $("[data-free]", dialog);
  show(free, STUCK.includes(agent.state));
  const select = $("#agent-state");
  for (const reason of reasons) {
    const value = `not_ready:${reason.id}`;
    if (!hasOption(select, value)) select.append(element("option", { value, text: `En pausa: ${reason.label}` }));
  }
}

export function queueDialog(act) {
  return setUp(
    "queue-dialog",
    (dialog, queue) => write($("[data-name]", dialog), queue.name),
    (_, body, queue) => act(`queues/${queue}/close`, body),
  );
}

export function moveDialog(act) {
  return setUp(
    "move-dialog",
    (dialog, caller, queues) => {
      write($("[data-about]", dialog), `${caller.procedure} · ${caller.document || "sin identificar"}`);
      $("#move-queue").replaceChildren(
        ...queues.filter((queue) => queue.id !== caller.queue).map((queue) => element("option", { value: queue.id, text: queue.name })),
      );
    },
    (_, body, handoff) => act(`handoffs/${handoff}/move`, body),
  );
}

export function announcementDialog(act) {
  const [select, text] = [$("#announcement-prompt"), $("#announcement-text")];
  const turn = () => {
    const own = select.value === select.dataset.free;
    show($("#announcement-dialog [data-own]"), own);
    text.required = own;
  };
  select.addEventListener("change", turn);
  return setUp("announcement-dialog", turn, (_, { prompt, text: own, minutes }) => {
    act("announcement", { prompt, text: prompt === select.dataset.free ? own : "", minutes });
  });
}
