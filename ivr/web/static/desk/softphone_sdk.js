// Twilio's Voice SDK, told to be quiet: the desk rings by itself. A network of one's own on this machine has no certificate
// that a browser believes, so the SDK's sockets go there without TLS; every other address stays as it is.

const SILENCE = "/static/desk/silence.wav";
const TONES = [..."0123456789", "s", "h"].map((key) => `dtmf${key}`);
const SOUNDS = Object.fromEntries(["incoming", "outgoing", "disconnect", ...TONES].map((name) => [name, SILENCE]));
const REFRESH_BEFORE = 60;

async function load(local) {
  if (!local) return import("/static/vendor/twilio.js");
  const Plain = globalThis.WebSocket;
  globalThis.WebSocket = class extends Plain {
    constructor(url, ...others) {
      super(String(url).replace(`wss://${local}/`, `ws://${local}/`), ...others);
    }
  };
  await import("/static/vendor/twilio.js");
  globalThis.WebSocket = Plain;
}

// Gives the Device, not registered yet; `pass` is {token, seconds}.
export async function device(pass, local, closing) {
  await load(local);
  const { Device } = globalThis.Twilio;
  if (!Device.isSupported) throw new DOMException("", "NotSupportedError");
  return new Device(pass.token, {
    ...(local ? { chunderw: local, publishEvents: false } : {}),
    backoffMaxMs: 5000, // between two tries to reconnect: nobody should wait longer than that for a network that is back
    closeProtection: closing,
    codecPreferences: ["opus", "pcmu"],
    enableImprovedSignalingErrorPrecision: true,
    logLevel: "silent",
    maxCallSignalingTimeoutMs: 30000,
    sounds: SOUNDS,
    // A pass that ends with the session is not asked for anew.
    tokenRefreshMs: pass.seconds > 2 * REFRESH_BEFORE ? REFRESH_BEFORE * 1000 : 0,
  });
}
