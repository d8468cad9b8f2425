// Signing out in the middle of something: says what becomes of the caller, and asks.

import { $, write } from "./dom.js";

const form = $("#sign-out");
const dialog = $("#leaving");
const BECOMES = {
  offered: "Hay una llamada para usted. Si sale, la persona vuelve de primera a la fila y la atiende otro asesor.",
  call: "Está en una llamada. Si sale, la persona sigue en la línea con su teléfono, pero desde aquí nadie podrá ayudarle. Si ingresa de nuevo, encuentra la llamada como estaba; si su teléfono cuelga, la persona pasa de primera a otro asesor. Para terminar bien, primero finalice la llamada.",
  consultation: "Un colega le consulta. Si sale, sigue en la llamada con su teléfono, y desde aquí ya no la verá.",
  wrap_up: "Falta cerrar la última llamada. Si sale, el cierre termina solo, con lo que ya escribió y guardó.",
};
// A telephone in the page goes with it.
const IN_PAGE = {
  call: "Está en una llamada. Si sale, su teléfono se apaga con esta página: la persona escucha música unos segundos y pasa de primera a otro asesor. Para terminar bien, primero finalice la llamada.",
  consultation: "Un colega le consulta. Si sale, su teléfono se apaga con esta página y usted deja la llamada.",
};

export function listen(stage, inPage) {
  form.addEventListener("submit", (event) => {
    const words = (inPage() && IN_PAGE[stage()]) || BECOMES[stage()];
    if (!words) return;
    event.preventDefault();
    write($("#leaving-text"), words);
    dialog.showModal();
  });
  $("#leave").addEventListener("click", () => form.submit());
}
