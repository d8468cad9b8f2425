// The ear of the telephone: sentences by the browser's own voice, recordings as they are, tones for keys.
const waiting = [];
let playing = null;
let isOn = true;
let tones = null;

const spanish = () => {
  const voices = speechSynthesis.getVoices().filter((voice) => voice.lang.startsWith("es"));
  return ["es-CO", "es-MX", "es-US"].map((lang) => voices.find((voice) => voice.lang === lang)).find(Boolean) ?? voices[0];
};

function say(text, done) {
  const sentence = new SpeechSynthesisUtterance(text);
  sentence.voice = spanish() ?? null;
  sentence.lang = sentence.voice?.lang ?? "es-CO";
  sentence.rate = 1.08;
  sentence.onend = sentence.onerror = done;
  speechSynthesis.speak(sentence);
  return () => speechSynthesis.cancel();
}

function play(url, done) {
  const sound = new Audio(url);
  sound.onended = sound.onerror = done;
  sound.play().catch(done);
  return () => sound.pause();
}

function next() {
  if (playing || !waiting.length) return;
  const line = waiting.shift();
  let isOver = false;
  const done = () => {
    if (isOver) return;
    isOver = true;
    playing = null;
    next();
  };
  playing = line.kind === "play" ? play(line.url, done) : "speechSynthesis" in window ? say(line.text, done) : null;
}

export function hear(line) {
  if (!isOn) return;
  waiting.push(line);
  next();
}

export function hush() {
  waiting.length = 0;
  const stop = playing;
  playing = null;
  stop?.();
}

export function turn(on) {
  isOn = on;
  if (!on) hush();
}

const ROWS = { 1: 697, 2: 697, 3: 697, 4: 770, 5: 770, 6: 770, 7: 852, 8: 852, 9: 852, "*": 941, 0: 941, "#": 941 };
const COLUMNS = { 1: 1209, 4: 1209, 7: 1209, "*": 1209, 2: 1336, 5: 1336, 8: 1336, 0: 1336, 3: 1477, 6: 1477, 9: 1477, "#": 1477 };

export function tone(key) {
  if (!isOn) return;
  tones ??= new AudioContext();
  const volume = tones.createGain();
  volume.gain.value = 0.05;
  volume.connect(tones.destination);
  for (const frequency of [ROWS[key], COLUMNS[key]]) {
    const oscillator = tones.createOscillator();
    oscillator.frequency.value = frequency;
    oscillator.connect(volume);
    oscillator.start();
    oscillator.stop(tones.currentTime + 0.12);
  }
}
