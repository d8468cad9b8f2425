// Words that several parts of the page use.

export const OUTCOMES = {
  key_set: "clave puesta",
  finished: "finalizada",
  not_confirmed: "sin confirmar",
  agent_lost: "se cortó su línea",
  hung_up: "el cliente colgó",
  left: "el cliente salió de la fila",
  transferred: "transferida",
};

export const STAGES = {
  offline: "No disponible",
  not_ready: "En pausa",
  available: "Disponible",
  offered: "Llamada entrante",
  call: "En llamada",
  consultation: "En consulta",
  wrap_up: "Cierre de la llamada",
};
