// Timers for a page whose own are held back while it is hidden. In: [n, ms], or [n] to forget it.
// Out: n when its time has come, and 0 once, when this runs.
const timers = new Map();

addEventListener("message", ({ data: [n, ms] }) => {
  clearTimeout(timers.get(n));
  timers.delete(n);
  if (ms === undefined) return;
  const ring = () => {
    timers.delete(n);
    postMessage(n);
  };
  timers.set(n, setTimeout(ring, ms));
});
postMessage(0);
