// A steady beat from a worker: browsers slow the timers of a hidden page down to one a minute, not a worker's.

setInterval(() => postMessage("beat"), 5000);
