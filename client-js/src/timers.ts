/**
 * Browsers let the timers of a hidden page ring once a second at most. So while the page is hidden
 * a worker keeps them, if there can be one: a file beside this one, which a content security
 * policy of `worker-src 'self'` allows; where the library comes from another origin, a Blob that
 * loads it, which takes `worker-src blob:`. Else the page's own timers have to do.
 */
let worker: Worker | undefined;
let ready = false;
let last = 0;
const pending = new Map<number, () => void>();

/** Has the worker started, once for a page. */
export function startTimers(): void {
  if (worker || !globalThis.Worker || !globalThis.document) return;
  try {
    const program = new URL("./parley-timer.js", import.meta.url);
    const near = program.origin === location.origin;
    const loader = () => URL.createObjectURL(new Blob([`importScripts("${program}")`]));
    worker = new Worker(near ? program : loader());
    worker.onmessage = ({ data }) => {
      ready = true;
      pending.get(data)?.();
    };
    // Nothing listens there: what it was given rings late, but it rings.
    worker.onerror = () => {
      ready = false;
      for (const run of pending.values()) run();
    };
  } catch {
    // No URL, or none that is allowed.
  }
}

/** Runs once after `ms`, unless the returned function is called before. */
export function after(ms: number, run: () => void): () => void {
  if (!ready || document.visibilityState !== "hidden") {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }
  const n = ++last;
  const cancel = () => {
    if (pending.delete(n)) worker?.postMessage([n]);
  };
  pending.set(n, () => {
    pending.delete(n);
    run();
  });
  worker?.postMessage([n, ms]);
  return cancel;
}
