// New mobiles that agents asked for: who waits for a yes, and the dialog in which a supervisor says it, or no and why.

import { $, show, write } from "../desk/dom.js";
import { figures, secondsSince } from "../desk/time.js";
import { setUp } from "./dialogs.js";
import { cell, element, render } from "./rows.js";

const TEXTS = ["procedure", "mobile"];

function makeRow({ key }) {
  const who = element("th", { scope: "row" }, element("span", { "data-cell": "agent" }));
  const customer = element("td", {}, element("span", { "data-cell": "customer" }), element("small", { "data-cell": "document" }));
  const texts = TEXTS.map((name) => element("td", { class: name === "mobile" ? "figures" : "" }, element("span", { "data-cell": name })));
  const counts = ["matched", "asked"].map((name) => element("td", { class: "number figures" }, element("span", { "data-cell": name })));
  const button = element("button", { type: "button", class: "plain", "data-approval": key, text: "Responder…" });
  return element("tr", {}, who, customer, ...texts, ...counts, element("td", { class: "deeds" }, element("small", { "data-cell": "by" }), button));
}

function fillRow(row, { approval }) {
  cell(row, "agent", approval.agent_name);
  cell(row, "customer", approval.customer);
  cell(row, "document", approval.document);
  cell(row, "procedure", approval.procedure);
  cell(row, "mobile", `${approval.old || "ninguno"} → ${approval.new}`);
  cell(row, "matched", `${approval.matched} de ${approval.questions}`);
  cell(row, "asked", figures(secondsSince(approval.asked)));
  cell(row, "by", approval.by ? `${approval.by} lo aprobó y falta registrarlo` : "");
  $("button", row).setAttribute("aria-label", `Responder a ${approval.agent_name} por el celular ${approval.new}`);
}

export function renderApprovals({ approvals }) {
  const section = $("#approvals");
  if (!section) return;
  render($("tbody", section), approvals.map((approval) => ({ key: approval.change, approval })), makeRow, fillRow);
  show(section, approvals.length > 0);
  write($("[data-count]", section), approvals.length);
}

export function approvalDialog(act) {
  const dialog = $("#approval-dialog");
  const send = (deed, body = {}) => act(`handoffs/${dialog.dataset.handoff}/${deed}`, { change: dialog.dataset.about, ...body });
  $("[data-approve]", dialog).addEventListener("click", () => {
    dialog.close();
    send("approve");
  });
  return setUp("approval-dialog", fillDialog, send);
}

function fillDialog(dialog, approval) {
  dialog.dataset.handoff = approval.handoff;
  write($("[data-new]", dialog), approval.new);
  const before = approval.old ? `en lugar de ${approval.old}` : "donde no hay ninguno";
  write($("[data-about]", dialog), `${approval.agent_name} lo pide ${before}, para ${approval.customer} (${approval.document}): coinciden ${approval.matched} de ${approval.questions} respuestas.`);
}
