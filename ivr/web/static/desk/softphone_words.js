// What the telephone in the page says: what troubles it and what helps, and how good the connection is.

export const PAUSE = "Teléfono sin conexión"; // what the service calls the pause of an agent who cannot be rung
export const STATES = {
  starting: "encendiéndose",
  ready: "listo",
  talking: "en llamada",
  reconnecting: "reconectando",
  not_ready: "sin conexión",
  without: "apagado",
};

export const TROUBLES = {
  denied: ["El navegador no permite usar el micrófono.", "Ábralo en el candado junto a la dirección, permita el micrófono y presione «Intentar de nuevo»."],
  missing: ["No se encuentra un micrófono.", "Conecte su diadema; el teléfono se enciende solo cuando aparezca."],
  taken: ["Otro programa está usando el micrófono.", "Ciérrelo y presione «Intentar de nuevo»."],
  unsupported: ["Este navegador no sirve para hablar.", "Use una versión reciente de Chrome, Edge o Firefox."],
  network: ["Su teléfono no logra conectarse.", "Revise su red; se intenta de nuevo cada pocos segundos. Mientras tanto no recibe llamadas."],
  refused: ["La red telefónica no acepta este teléfono.", "Presione «Intentar de nuevo»; si sigue igual, avise a su supervisor."],
  unplugged: ["Se desconectó el micrófono o la diadema que usaba.", "Se sigue con el que queda. Revise cuál es en «Teléfono»."],
  rings: ["Su teléfono está timbrando.", ""],
  away: ["Su teléfono se cortó y el cliente escucha música.", "Lo estamos conectando de nuevo con la llamada."],
  reconnecting: ["Se perdió su conexión.", "El cliente sigue en la línea; estamos reconectando."],
  open: ["Su teléfono sigue conectado, y aquí no hay una llamada.", ""],
};
export const RETRIED = ["denied", "taken", "refused", "network"];

const CUTS = "La conexión pierde sonido: la voz puede oírse entrecortada.";
const ADVICE = " Use cable o acérquese al wifi, y cierre videos y descargas.";
const SILENT = "No está pasando sonido por su conexión.";
const QUALITY = {
  "constant-audio-input-level": "Su micrófono no capta nada: revise que no esté apagado o silenciado en la diadema.",
  "ice-connectivity-lost": SILENT + ADVICE,
  "low-bytes-sent": SILENT + ADVICE,
  "low-bytes-received": SILENT + ADVICE,
  "high-packet-loss": CUTS + ADVICE,
  "high-packets-lost-fraction": CUTS + ADVICE,
  "high-jitter": CUTS + ADVICE,
  "low-mos": `La calidad del sonido es baja.${ADVICE}`,
  "high-rtt": `La voz llega con retraso: espere un momento antes de responder.${ADVICE}`,
};

// The gravest of what is the matter with the connection, in words.
export function quality(warnings) {
  const found = Object.keys(QUALITY).find((name) => warnings.has(name));
  return found ? QUALITY[found] : "";
}
