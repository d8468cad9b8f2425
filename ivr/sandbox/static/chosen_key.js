// The key of a prepared call: the one that the caller has from last time, and a new one that is not it.
export class ChosenKey {
  constructor(number, keys) {
    this.place = `key of ${number}`;
    this.present = localStorage.getItem(this.place) ?? "";
    this.choices = (keys.match(/\{new:([^}]*)\}/)?.[1] ?? "").split("|").filter((key) => key !== this.present);
    this.next();
  }

  // One of those that were not chosen yet, whichever.
  next() {
    const [key] = this.choices.splice(Math.floor(Math.random() * this.choices.length), 1);
    this.key = key ?? "";
  }

  // What is pressed in a round: `{key:1}` is the present key, or the one written there, `{new:1|2}` the chosen one.
  pressed(round) {
    return round.replace(/\{key:([^}]*)\}/, (_, first) => this.present || first).replace(/\{new:[^}]*\}/, this.key);
  }

  keep() {
    localStorage.setItem(this.place, this.key);
  }

  // The customer has another key than we remember: the one with which they began, perhaps.
  forget() {
    localStorage.removeItem(this.place);
    this.present = "";
  }
}
