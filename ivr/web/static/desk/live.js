// The live line: each event means "look again". Many events in a moment are one look.

const PATIENCE = 60;
// Pages whose lines were refused together do not come back together.
const REOPEN_AFTER = () => 2000 + Math.random() * 3000;

export function listen({ changed, connected, signedOut }) {
  let planned = 0;
  const look = () => {
    clearTimeout(planned);
    planned = setTimeout(changed, PATIENCE);
  };
  const open = () => {
    const source = new EventSource("/desk/events");
    source.onopen = () => {
      connected(true);
      look();
    };
    source.onmessage = look;
    source.onerror = () => {
      connected(false);
      // A browser reopens a line that broke, but gives one up that was refused.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, REOPEN_AFTER());
    };
    source.addEventListener("signed_out", signedOut);
  };
  open();
  document.addEventListener("visibilitychange", look);
}
