// What a page asks of the service; a refusal comes back as an Error with the sentence to show.

const AWAY = { code: "unavailable", message: "El sistema no responde. Intente de nuevo." };
const token = document.querySelector('meta[name="csrf-token"]').content;

export class Refused extends Error {
  constructor({ code, message }) {
    super(message);
    this.code = code;
  }
}

// The addresses below `root`; whoever is signed out is led to `door`.
export function service(root, door = "/desk/sign-in") {
  async function answered(response) {
    if (response.status === 204) return {};
    if (response.ok) return response.json();
    if (response.status === 401) location.assign(door);
    throw new Refused(await response.json().catch(() => AWAY));
  }
  return {
    ask: async (path) => answered(await fetch(`${root}/${path}`, { headers: { Accept: "application/json" } })),
    act: async (path, body = {}) => {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
      return answered(await fetch(`${root}/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
    },
  };
}
