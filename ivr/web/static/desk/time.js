// The service's time: every countdown follows its clock, never this machine's.

let instant = Date.now();
let measured = performance.now();

export function follow(now) {
  instant = Date.parse(now);
  measured = performance.now();
}

export function secondsSince(then) {
  return (instant + performance.now() - measured - Date.parse(then)) / 1000;
}

export function secondsUntil(then) {
  return -secondsSince(then);
}

export function figures(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
