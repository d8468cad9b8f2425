// Signs of life: the browser's every five seconds, and the person's when somebody touched the page since the last one.

const policy = window.trustedTypes?.createPolicy("desk", { createScriptURL: (url) => url });
const address = new URL("beat.js", import.meta.url).pathname;
let touched = false;

for (const kind of ["pointerdown", "pointermove", "keydown", "wheel"]) {
  addEventListener(kind, () => { touched = true; }, { passive: true });
}

export function beat(send) {
  const worker = new Worker(policy ? policy.createScriptURL(address) : address);
  worker.onmessage = () => {
    send({ active: touched });
    touched = false;
  };
  // A page that holds a lock is not put to sleep while it waits for a call.
  navigator.locks?.request("desk", () => new Promise(() => {}));
}
