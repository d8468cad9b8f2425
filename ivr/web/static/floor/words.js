// The words of the floor, and how its figures are written.

export const STATES = {
  offline: "No disponible",
  available: "Disponible",
  offered: "Timbrando",
  busy: "En llamada",
  wrap_up: "Cierre de la llamada",
  not_ready: "En pausa",
};
export const STAGES = {
  ringing: "le timbra",
  calling: "suena su teléfono",
  checking: "verifica quién llama",
  checked: "verificó quién llama",
  code_sent: "código enviado",
  keypad: "el cliente digita a solas",
  done: "el cliente terminó de digitar",
};
// The step that is open at the keypad: what is being typed, never what was typed.
export const STEPS = {
  security_code: "digita el código",
  current_key: "digita la clave actual",
  new_key: "digita la clave nueva",
  new_key_again: "repite la clave nueva",
  "Keys.replace": "se guarda la clave",
};
export const GUESTS = { listen: "escucha", whisper: "le habla al asesor", barge: "habla con los dos", consult: "lo consultan" };
// Whom we called, as they had asked.
export const CALLED_BACK = { phone: " · le llamamos: lo pidió por teléfono", web: " · le llamamos: lo pidió en la página" };
export const WHY = {
  help: "Pide ayuda",
  stuck: "Sin llamada: libérelo",
  page_gone: "Su página no responde",
  pause_too_long: "Pausa más larga que su límite",
  call_too_long: "Llamada muy larga",
};

const decimal = new Intl.NumberFormat("es-CO", { maximumFractionDigits: 1 });
// The institution's own time, as in its reports, wherever the screen stands.
const clock = new Intl.DateTimeFormat("es-CO", { hour: "2-digit", minute: "2-digit", timeZone: document.body.dataset.zone });

export const percent = (share) => (share === null ? "—" : `${Math.round(share * 100)}\u00a0%`);
export const number = (value) => decimal.format(value);
export const hour = (instant) => clock.format(new Date(instant));
export const until = (instant) => (instant ? `hasta las ${hour(instant)}` : "hasta que alguien lo quite");
