// How an offered call is noticed: two soft tones, a notification without personal data, and the window's title.

const title = document.title;
let sound;
let ringing = 0;
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

function chime() {
  if (sound?.state !== "running") return;
  tone(sound.currentTime, 659);
  tone(sound.currentTime + 0.28, 880);
}

function notify() {
  if (window.Notification?.permission !== "granted" || document.hasFocus()) return;
  notification = new Notification("Llamada para usted", { body: "Vuelva a la mesa de asesores para atenderla.", tag: "offer" });
  notification.onclick = () => window.focus();
}

export function ring(wanted) {
  if (wanted === Boolean(ringing)) return;
  clearInterval(ringing);
  notification?.close();
  ringing = wanted ? setInterval(chime, 2500) : 0;
  document.title = wanted ? "● Llamada para usted" : title;
  if (wanted) {
    chime();
    notify();
  }
}
