// The live line of a floor: each event says how things stand; without events the page looks every few seconds all the same.

const LEAST_BETWEEN = 400;
const LOOK_EVERY = 5000;
// Pages whose lines were refused together do not come back together.
const REOPEN_AFTER = () => 2000 + Math.random() * 3000;

export function listen(address, { changed, shown, connected, signedOut = () => location.assign("/desk/sign-in") }) {
  let planned = 0;
  let looked = 0;
  const look = () => {
    clearTimeout(planned);
    planned = setTimeout(() => {
      looked = performance.now();
      changed();
      planned = setTimeout(look, LOOK_EVERY);
    }, Math.max(0, looked + LEAST_BETWEEN - performance.now()));
  };
  const open = () => {
    const source = new EventSource(address);
    source.onopen = () => {
      connected(true);
      look();
    };
    source.addEventListener("view", ({ data }) => {
      looked = performance.now();
      shown(JSON.parse(data));
      clearTimeout(planned);
      planned = setTimeout(look, LOOK_EVERY);
    });
    source.onerror = () => {
      connected(false);
      // A browser reopens a line that broke, but gives one up that was refused.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, REOPEN_AFTER());
    };
    source.addEventListener("signed_out", signedOut);
  };
  open();
  look();
  document.addEventListener("visibilitychange", look);
}
