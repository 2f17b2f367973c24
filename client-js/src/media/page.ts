import type { TicketKeeper } from "../signaling/options.js";
import type { Signaling } from "../signaling/signaling.js";
import { after } from "../timers.js";

/** Between two looks at the clock on the wall, and what it may jump: more was sleep. */
const LOOK_MS = 1000;
const JUMP_MS = 5000;

/** Milliseconds for which the place is kept: while a page reloads, or is put aside by the browser. */
const RELOAD_MS = 5000;
const ASIDE_MS = 600_000;

/**
 * Carries the ticket from a page to its reload in sessionStorage: written when the page goes,
 * deleted when read, so that a duplicate of the tab does not find it.
 */
export class PageTicket implements TicketKeeper {
  readonly #key: string;
  #ticket: string | undefined;

  constructor(url: string, room: string) {
    this.#key = `parley ${url} ${room}`;
  }

  load(): string | undefined {
    const ticket = storage()?.getItem(this.#key) ?? undefined;
    this.drop();
    return ticket;
  }

  save(ticket: string | undefined): void {
    this.#ticket = ticket;
  }

  /** The page goes. */
  leave(): void {
    if (this.#ticket) storage()?.setItem(this.#key, this.#ticket);
  }

  drop(): void {
    storage()?.removeItem(this.#key);
  }
}

/**
 * Tells the server when the page goes or comes back. Returns how to stop that.
 *
 * @param probe is called when the network may have changed, or the page was not running
 */
export function watchPage(
  signaling: Pick<Signaling, "leave">,
  ticket: PageTicket,
  probe: () => void,
): () => void {
  if (!globalThis.document) return () => {};
  const watching = new AbortController();
  const on = (target: EventTarget, type: string, run: (event: Event) => void) =>
    target.addEventListener(type, run, { signal: watching.signal });

  on(globalThis, "pagehide", (event) => {
    ticket.leave();
    void signaling.leave((event as PageTransitionEvent).persisted ? ASIDE_MS : RELOAD_MS);
  });
  on(document, "freeze", () => void signaling.leave(ASIDE_MS));
  on(globalThis, "pageshow", () => {
    ticket.drop();
    probe();
  });
  on(document, "resume", probe);
  on(globalThis, "online", probe);
  on(document, "visibilitychange", () => {
    if (document.visibilityState === "visible") probe();
  });
  const { connection } = navigator as { connection?: EventTarget };
  if (connection) on(connection, "change", probe);
  const awake = watchSleep(probe);
  return () => {
    watching.abort();
    awake();
  };
}

/** Calls `woken` when time passed in which nothing ran: the machine slept, or the page was frozen. */
function watchSleep(woken: () => void): () => void {
  let last = Date.now();
  let cancel = () => {};
  const look = () => {
    const passed = Date.now() - last;
    last += passed;
    cancel = after(LOOK_MS, look);
    if (passed > LOOK_MS + JUMP_MS) woken();
  };
  look();
  return () => cancel();
}

/** Refused to a page in a sandboxed frame. */
function storage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
