// Why a caller came back from the keypad, and what helps now; a new code answers it.

import { $, show, write } from "./dom.js";

const ANOTHER = "Envíe otro código.";
const REASONS = {
  back_to_agent: "El cliente pidió volver con usted, o no alcanzó a digitar lo que se le pidió.",
  code_exhausted: `Se acabaron los intentos de ese código. ${ANOTHER}`,
  code_expired: `El código venció. ${ANOTHER}`,
  code_used: `El código ya se había usado. ${ANOTHER}`,
  code_none: `No hay un código vigente. ${ANOTHER}`,
  key_blocked: "La clave quedó bloqueada por intentos errados. Pase al cliente al teclado: elegirá una nueva.",
  key_kept: "El cliente ya tiene una clave y la dejó como estaba. Si no necesita más, finalice.",
  limit_reached: "Se alcanzó el límite de intentos de este cliente. Oriéntelo a una oficina.",
  capsule_failed: "No se pudo aislar la llamada, así que no se le pidió nada. Intente de nuevo.",
  unavailable: "El sistema no respondió y el trámite quedó sin terminar. Intente de nuevo.",
};
let [told, codes] = ["", 0];

export function render(call) {
  const visit = `${call.handoff} ${call.progress.length}`;
  if (told !== visit) [told, codes] = [visit, call.code_sent];
  const reason = codes === call.code_sent ? REASONS[call.progress.at(-1)] : "";
  write($("#came-back"), reason);
  show($("#came-back"), Boolean(reason));
}
