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

export function listen(stage) {
  form.addEventListener("submit", (event) => {
    const words = BECOMES[stage()];
    if (!words) return;
    event.preventDefault();
    write($("#leaving-text"), words);
    dialog.showModal();
  });
  $("#leave").addEventListener("click", () => form.submit());
}
