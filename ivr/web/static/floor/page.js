// The floor: the service's view is the only truth, and this page shows it as it changes.

import { $, $$, show, write } from "../desk/dom.js";
import * as keys from "../desk/keys.js";
import * as softphone from "../desk/softphone.js";
import * as time from "../desk/time.js";
import { Refused, service } from "../service.js";
import { renderAgents } from "./agents.js";
import * as alarm from "./alarm.js";
import { renderBranch } from "./branch.js";
import { approvalDialog, renderApprovals } from "./approvals.js";
import * as dialogs from "./dialogs.js";
import { renderMicrophone } from "./entering.js";
import * as live from "./live.js";
import { renderQueues, renderWaiting } from "./queues.js";
import { hour, until } from "./words.js";

const { ask: get, act: send } = service("/floor");
const WARN_BEFORE = 120;
const PRESENT_EVERY = 60_000;
const rights = document.body.dataset.rights.split(" ");
const mayDirect = rights.includes("direct");
const viewer = { me: document.body.dataset.me, canListen: rights.includes("listen") };
let view;
let present = 0;

function render(fresh) {
  view = fresh;
  time.follow(view.now);
  const said = view.announcement;
  show($("#announcement"), Boolean(said));
  if (said) {
    write($("#announcement [data-text]"), said.text);
    write($("#announcement [data-until]"), `${said.by}, ${until(said.until)}`);
  }
  write($("#counted"), view.counted ? `Cifras de hoy contadas a las ${hour(view.counted)}, como en Informes.` : "Las cifras de hoy aún no se han contado.");
  renderBranch(view);
  alarm.watch(view);
  tick();
}

function tick() {
  if (!view) return;
  const since = time.secondsSince(view.now);
  renderQueues(view, since, mayDirect);
  renderWaiting(view, since, mayDirect);
  renderApprovals(view);
  renderAgents(view, viewer);
  renderMicrophone(view, viewer);
  const left = time.secondsUntil(view.session_ends);
  show($("#idle"), left < WARN_BEFORE);
  write($("#idle-left"), time.figures(left));
}

const connected = (yes) => show($("#connection"), !yes);

function refuse(sentence) {
  write($("#refusal [data-text]"), sentence);
  show($("#refusal"), true);
}

async function look(request = () => get("view")) {
  try {
    render(await request());
    connected(true);
  } catch {
    connected(false);
  }
}

async function act(path, body) {
  show($("#refusal"), false);
  const rings = path.startsWith("handoffs/") && !path.endsWith("/leave");
  if (rings) softphone.expect(true);
  try {
    const answer = await send(path, body);
    if (answer.queues) render(answer);
    else await look();
    connected(true);
  } catch (error) {
    if (rings) softphone.expect(false);
    if (!(error instanceof Refused)) return connected(false);
    refuse(error.message);
    await look();
  }
}

const ask = {
  agent: dialogs.agentDialog(act),
  queue: dialogs.queueDialog(act),
  move: dialogs.moveDialog(act),
  announcement: dialogs.announcementDialog(act),
  approval: approvalDialog(act),
};
const find = (list, key, value) => list.find((each) => each[key] === value);

function pressed(button) {
  const { agent, queue, deed, first, move, open, approval, way, handoff } = button.dataset;
  if (way) return act(`handoffs/${handoff}/${way}`);
  if (agent) return ask.agent(agent, find(view.agents, "id", agent), view.reasons);
  if (queue && deed === "open") return act(`queues/${queue}/open`);
  if (queue) return ask.queue(queue, find(view.queues, "id", queue));
  if (first) return act(`handoffs/${first}/front`);
  if (move) return ask.move(move, find(view.waiting, "handoff", move), view.queues);
  if (approval) return ask.approval(approval, find(view.approvals, "change", approval));
  if (open) return ask.announcement("");
}

function touched() {
  if (performance.now() - present < PRESENT_EVERY) return;
  present = performance.now();
  look(() => send("present"));
}

for (const part of $$("[data-right]")) if (!rights.includes(part.dataset.right)) part.remove();
$("#content").addEventListener("click", (event) => {
  const button = event.target.closest("button[data-agent], button[data-queue], button[data-first], button[data-move], button[data-approval], button[data-open], button[data-way]");
  if (button && view) pressed(button);
});
$("#withdraw")?.addEventListener("click", () => act("announcement/withdraw"));
$("[data-dismiss]").addEventListener("click", () => show($("#refusal"), false));
$("#filter").addEventListener("change", tick);
for (const sign of ["pointermove", "keydown"]) document.addEventListener(sign, touched, { passive: true });
alarm.switches(refuse);
live.listen("/floor/events", {
  changed: () => look(),
  shown(fresh) {
    render(fresh);
    connected(true);
  },
  connected,
});
softphone.start({ changed() {}, resume() {}, pass: () => send("phone-pass") });
keys.listen();
setInterval(tick, 1000);
