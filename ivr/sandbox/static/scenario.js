// A prepared call: presses the next round of keys when the line waits for them, and shows how far it is.
const steps = [...document.querySelectorAll("#progress li")];
const PATIENCE = 2600; // milliseconds of a prompt before a key interrupts it
const GAP = 220; // milliseconds between two keys

const DIGITS = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"];
const HEARD = "{heard}"; // a round in which only what the line says tells what to press
const PAGE = "{page}"; // begins the round that is typed on the page of a link

export class Scenario {
  constructor(rounds, heard, chosen, { press, hangUp, lastCode, visit }) {
    this.rounds = rounds;
    this.heard = Object.entries(heard);
    this.chosen = chosen;
    this.detour = "";
    this.press = press;
    this.hangUp = hangUp;
    this.isDone = false;
    this.lastCode = lastCode;
    this.visit = visit;
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
    if (this.isDone && call.settled) return this.end();
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

  // The line said something that is not always said: press what answers it, or choose another key.
  hear(text) {
    if (this.at > this.rounds.length) return;
    const [, what] = this.heard.find(([words]) => text.includes(words)) ?? [];
    if (what === "kept") this.keep();
    else if (what === "done") this.isDone = this.at === this.rounds.length;
    else if (what === "again") this.again();
    else if (what) this.turn(what === "spoken" ? digitsOf(text) : what);
  }

  // Press this before anything else; a round that waited for it is over then.
  turn(keys) {
    this.detour = keys;
    this.look();
  }

  // The key is set: what the caller came for is done, and they hang up once the line has said so.
  keep() {
    this.chosen.keep();
    this.isDone = this.at === this.rounds.length;
  }

  end() {
    this.isDone = false;
    this.hangUp();
  }

  // The key that was typed last was refused.
  again() {
    const round = this.rounds[this.at - 1] ?? "";
    if (round.startsWith("{new:")) this.chosen.next();
    else if (this.chosen.present) this.chosen.forget();
    else return this.stop();
    this.at = this.rounds.indexOf(round);
    this.show();
  }

  // In a queue the line waits for somebody else, and a code is only pressed once it has come.
  isOurs(call) {
    const keys = this.detour || this.rounds[this.at];
    const isAsked = call.state === "gathering" && !this.isPressing && keys !== undefined && keys !== HEARD;
    return isAsked && (!keys.includes("{sms}") || this.lastCode() !== "");
  }

  // A message came: perhaps it is what we waited for.
  look() {
    if (this.call) this.see(this.call);
  }

  // A person took over: what was prepared is dropped.
  stop() {
    clearTimeout(this.timer);
    this.isDone = false;
    this.at = this.rounds.length + 1;
    this.show();
  }

  // What is pressed now; a detour leaves the prepared keys where they are.
  take() {
    const keys = this.detour || this.chosen.pressed(this.rounds[this.at]).replace("{sms}", this.lastCode());
    if (!this.detour || this.rounds[this.at] === HEARD) this.at += 1;
    this.detour = "";
    return keys;
  }

  async play() {
    this.timer = null;
    if (!this.isOurs(this.call)) return;
    this.isPressing = true;
    const keys = this.take();
    this.show();
    if (keys.startsWith(PAGE)) await this.visit(keys.slice(PAGE.length)).catch(() => this.stop());
    else await this.pressAll(keys);
    this.isPressing = false;
    this.see(this.call);
  }

  async pressAll(keys) {
    for (const key of keys) {
      await this.press(key);
      await new Promise((done) => setTimeout(done, GAP));
    }
  }
}

// The digits that a sentence says at its end, one by one, after a colon.
const digitsOf = (text) => text.split(":").pop().split(/[^a-z]+/).map((word) => DIGITS.indexOf(word)).filter((digit) => digit >= 0).join("");
