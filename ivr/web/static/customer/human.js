// Has the browser do the work that shows a person, instead of digits that are typed; the page works without it.
import "../vendor/altcha.js";

const WORKER = new URL("../vendor/altcha-worker.js", import.meta.url).href;
const WORDS = {
  ariaLinkLabel: "ALTCHA",
  error: "No se pudo confirmar. Escriba las cifras, por favor.",
  expired: "La confirmación venció. Hágala de nuevo, por favor.",
  footer: "",
  label: "Soy una persona",
  loading: "Cargando…",
  reload: "De nuevo",
  verify: "Confirmar",
  verificationRequired: "Falta confirmar que es una persona.",
  verified: "Confirmado: es una persona",
  verifying: "Un momento, estamos confirmando…",
  waitAlert: "Un momento, estamos confirmando…",
};

const trusted = globalThis.trustedTypes?.createPolicy("desk", { createScriptURL: () => WORKER });
globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(trusted ? trusted.createScriptURL(WORKER) : WORKER));
globalThis.$altcha.i18n.set("es", WORDS);

function widgetFor(field) {
  const widget = document.createElement("altcha-widget");
  const given = { name: field.dataset.name, challenge: field.dataset.work, language: "es", auto: "onload" };
  for (const [name, value] of Object.entries(given)) widget.setAttribute(name, value);
  widget.setAttribute("configuration", JSON.stringify({ hideFooter: true, hideLogo: true, humanInteractionSignature: false }));
  return widget;
}

function work(field) {
  const [byWork, byDigits, other] = [".by-work", ".by-digits", ".other"].map((part) => field.querySelector(part));
  const typed = byDigits.querySelector("input");
  const widget = widgetFor(field);
  let done = false;
  const choose = (working) => {
    byWork.hidden = other.hidden = !working;
    byDigits.hidden = typed.disabled = working;
  };
  const instead = () => { widget.remove(); choose(false); };
  widget.addEventListener("statechange", ({ detail }) => {
    done = detail.state === "verified";
    if (detail.state === "error") instead();
  });
  other.addEventListener("click", () => { instead(); typed.focus(); });
  field.form.addEventListener("submit", (event) => {
    if (done || !widget.isConnected || event.submitter?.name === "wish") return;
    event.preventDefault();
    widget.addEventListener("verified", () => setTimeout(() => field.form.requestSubmit(event.submitter)), { once: true });
  });
  byWork.append(widget);
  choose(true);
}

for (const field of document.querySelectorAll("[data-work]")) work(field);
