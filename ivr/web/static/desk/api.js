// What the page asks of the service; a refusal comes back as an Error with the sentence to show.

const token = document.querySelector('meta[name="csrf-token"]').content;

export class Refused extends Error {
  constructor({ code, message }) {
    super(message);
    this.code = code;
  }
}

async function answered(response) {
  if (response.ok) return response.json();
  if (response.status === 401) location.assign("/desk/sign-in");
  const body = await response.json().catch(() => ({ code: "unavailable", message: "El sistema no responde. Intente de nuevo." }));
  throw new Refused(body);
}

export async function view() {
  return answered(await fetch("/desk/view", { headers: { Accept: "application/json" } }));
}

export async function day() {
  return answered(await fetch("/desk/day", { headers: { Accept: "application/json" } }));
}

export async function colleagues() {
  return answered(await fetch("/desk/colleagues", { headers: { Accept: "application/json" } }));
}

export async function act(path, body = {}) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return answered(await fetch(`/desk/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}
