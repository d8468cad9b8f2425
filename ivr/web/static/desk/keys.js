// Everything by keyboard: Alt and the letter that each button shows; only buttons that can be pressed now listen.

function seen(button) {
  return !button.disabled && button.offsetParent !== null;
}

function target(code) {
  return [...document.querySelectorAll(`[data-key="${code}"]`)].find(seen);
}

export function listen() {
  addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat || document.querySelector("dialog[open]")) return;
    const found = target(event.code);
    if (!found) return;
    event.preventDefault();
    found.focus();
    found.click();
  });
  for (const button of document.querySelectorAll("[data-key]")) {
    button.setAttribute("aria-keyshortcuts", `Alt+${button.dataset.key.replace("Key", "")}`);
  }
}
