// A keyboard of our own for a key: its signs change places, and who prefers their own keyboard uses that.
const FIGURES = [..."0123456789"];
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];

function shuffled(signs) {
  const left = [...signs];
  const picked = [];
  while (left.length) picked.push(...left.splice(crypto.getRandomValues(new Uint32Array(1))[0] % left.length, 1));
  return picked;
}

function begin(board) {
  const input = document.getElementById(board.dataset.keyboardOf);
  const keys = board.querySelector(".keys");
  const toggle = board.querySelector(".switch");
  const upper = board.querySelector("[data-tool=upper]");
  const written = board.querySelector(".written");
  const key = (sign) => Object.assign(document.createElement("button"), { type: "button", className: "sign plain", textContent: sign });
  const tell = () => { written.textContent = `${board.dataset.written}: ${input.value.length}`; };
  const isUpper = () => upper.getAttribute("aria-pressed") === "true";

  function use(own) {
    keys.hidden = own;
    input.readOnly = !own;
    input.inputMode = own ? "text" : "none";
    toggle.textContent = own ? board.dataset.virtual : board.dataset.own;
    input.value = "";
    tell();
    if (own) input.focus();
  }

  const tools = {
    upper() {
      upper.setAttribute("aria-pressed", String(!isUpper()));
      for (const each of keys.querySelectorAll(".letters .sign")) each.textContent = isUpper() ? each.textContent.toUpperCase() : each.textContent.toLowerCase();
    },
    delete() { input.value = input.value.slice(0, -1); },
    clear() { input.value = ""; },
  };

  keys.querySelector(".figures").append(...shuffled(FIGURES).map(key));
  keys.querySelector(".letters").append(...shuffled(LETTERS).map(key));
  keys.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.tool) tools[button.dataset.tool]();
    else if (input.value.length < input.maxLength) input.value += button.textContent;
    input.dispatchEvent(new Event("input"));
    tell();
  });
  toggle.addEventListener("click", () => use(!keys.hidden));
  board.hidden = false;
  use(false);
}

document.querySelectorAll("[data-keyboard-of]").forEach(begin);
