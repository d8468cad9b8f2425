// How an offered call is noticed, and that one was missed: soft tones, a notification without personal data, the title.

const title = document.title;
let sound;
let ringing = 0;
let isMissed = false;
let notification;

export function allow() {
  sound ??= new AudioContext();
  sound.resume();
  if (window.Notification?.permission === "default") Notification.requestPermission();
}

function tone(at, pitch) {
  const [oscillator, volume] = [sound.createOscillator(), sound.createGain()];
  oscillator.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.18, at + 0.04);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.55);
  oscillator.connect(volume).connect(sound.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.6);
}

function chime(first = 659, second = 880) {
  if (sound?.state !== "running") return;
  tone(sound.currentTime, first);
  tone(sound.currentTime + 0.28, second);
}

function notify(heading, body) {
  if (window.Notification?.permission !== "granted" || document.hasFocus()) return;
  notification = new Notification(heading, { body, tag: "offer" });
  notification.onclick = () => window.focus();
}

export function ring(wanted) {
  if (wanted === Boolean(ringing)) return;
  clearInterval(ringing);
  notification?.close();
  ringing = wanted ? setInterval(() => chime(), 2500) : 0;
  entitle();
  if (wanted) {
    chime();
    notify("Llamada para usted", "Vuelva a la mesa de asesores para atenderla.");
  }
}

// Falling tones, once: an offer ran out, and no more calls come until the person says that they are there.
export function miss(wanted) {
  if (wanted === isMissed) return;
  isMissed = wanted;
  entitle();
  if (!wanted) return;
  chime(659, 440);
  notify("Ya no recibe llamadas", "No atendió a tiempo la última. Vuelva a la mesa y póngase disponible.");
}

function entitle() {
  document.title = ringing ? "● Llamada para usted" : isMissed ? "○ Ya no recibe llamadas" : title;
}
