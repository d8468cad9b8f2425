// Requests that branches have filed: how many wait for a yes, and how many are overdue.

import { $, show, write } from "../desk/dom.js";

export const overdue = (count) => (count === 1 ? "Una solicitud de oficina venció sin que saliera su código." : `${count} solicitudes de oficina vencieron sin que saliera su código.`);
const waiting = (count) => (count === 1 ? "Una solicitud de oficina espera su aprobación." : `${count} solicitudes de oficina esperan su aprobación.`);

export function renderBranch({ branch }) {
  const notice = $("#branch");
  if (!notice) return;
  const words = [branch.overdue ? overdue(branch.overdue) : "", branch.in_check ? waiting(branch.in_check) : ""];
  show(notice, words.some(Boolean));
  write($("[data-text]", notice), words.filter(Boolean).join(" "));
  notice.classList.toggle("danger", branch.overdue > 0);
  notice.classList.toggle("warning", !branch.overdue);
}
