// A prepared call: presses the next round of keys when the line waits for them, and shows how far it is.
const steps = [...document.querySelectorAll("#progress li")];
const PATIENCE = 2600; // milliseconds of a prompt before a key interrupts it
const GAP = 220; // milliseconds between two keys

export class Scenario {
  constructor(rounds, press, lastCode) {
    this.rounds = rounds;
    this.press = press;
    this.lastCode = lastCode;
    this.at = 0;
    this.call = null;
    this.timer = null;
    this.isPressing = false;
    this.show();
  }

  show() {
    steps.forEach((step, n) => {
      step.classList.toggle("done", n < this.at);
      step.toggleAttribute("aria-current", n === this.at);
    });
  }

  // The call has changed: is it our turn?
  see(call) {
    this.call = call;
    if (!this.isOurs(call)) {
      clearTimeout(this.timer);
      this.timer = null;
      return;
    }
    if (call.settled) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.play(), 700);
    } else {
      this.timer ??= setTimeout(() => this.play(), PATIENCE);
    }
  }

  // In a queue the line waits for somebody else, and a code is only pressed once it has come.
  isOurs(call) {
    const keys = this.rounds[this.at];
    const isAsked = call.state === "gathering" && !this.isPressing && keys !== undefined;
    return isAsked && (!keys.includes("{sms}") || this.lastCode() !== "");
  }

  // A message came: perhaps it is what we waited for.
  look() {
    if (this.call) this.see(this.call);
  }

  // A person took over: what was prepared is dropped.
  stop() {
    clearTimeout(this.timer);
    this.at = this.rounds.length;
    this.show();
  }

  async play() {
    this.timer = null;
    if (!this.isOurs(this.call)) return;
    this.isPressing = true;
    const keys = this.rounds[this.at].replace("{sms}", this.lastCode());
    this.at += 1;
    this.show();
    for (const key of keys) {
      await this.press(key);
      await new Promise((done) => setTimeout(done, GAP));
    }
    this.isPressing = false;
    this.see(this.call);
  }
}
