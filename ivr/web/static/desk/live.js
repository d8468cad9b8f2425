// The live line: each event means "look again". Many events in a moment are one look.

const PATIENCE = 60;

export function listen({ changed, connected, signedOut }) {
  let planned = 0;
  const look = () => {
    clearTimeout(planned);
    planned = setTimeout(changed, PATIENCE);
  };
  const source = new EventSource("/desk/events");
  source.onopen = () => {
    connected(true);
    look();
  };
  source.onmessage = look;
  source.onerror = () => connected(false);
  source.addEventListener("signed_out", signedOut);
  document.addEventListener("visibilitychange", look);
}
