import type { Presence } from "./api.js";
import type { PresenceEntry } from "./frames.js";

type Listener = (presence: Presence) => void;

/** Whom one watches, and what was told of them last. */
export class Watches {
  readonly #watched = new Map<string, Set<Listener>>();
  readonly #known = new Map<string, Presence>();
  /** What the server has not been asked for yet: watched, or no more. */
  readonly #news = new Set<string>();
  readonly #ask: (change: { watch: string[]; unwatch: string[] }) => void;

  constructor(ask: (change: { watch: string[]; unwatch: string[] }) => void) {
    this.#ask = ask;
  }

  add(user: string, listener: Listener): () => void {
    const listeners = this.#watched.get(user) ?? new Set();
    // A wrapper of its own, so that one function that watches twice is two watches.
    const own: Listener = (presence) => listener(presence);
    this.#watched.set(user, listeners.add(own));
    const known = this.#known.get(user);
    if (known) queueMicrotask(() => listeners.has(own) && own(known));
    if (listeners.size === 1) this.#change(user);
    return () => {
      if (!listeners.delete(own) || listeners.size > 0) return;
      this.#watched.delete(user);
      this.#known.delete(user);
      this.#change(user);
    };
  }

  /** Only what has changed is told. */
  tell(users: Readonly<Record<string, PresenceEntry>>): void {
    for (const [user, { sessions, calls, status }] of Object.entries(users)) {
      const listeners = this.#watched.get(user);
      const presence = { user, sessions, calls, status };
      const same = JSON.stringify(presence) === JSON.stringify(this.#known.get(user));
      if (!listeners || same) continue;
      this.#known.set(user, presence);
      for (const listener of [...listeners]) listener(presence);
    }
  }

  /** The server knows of no watch. */
  again(): void {
    const watch = [...this.#watched.keys()];
    this.#news.clear();
    if (watch.length > 0) this.#ask({ watch, unwatch: [] });
  }

  /** Those of one go are asked for in one frame. */
  #change(user: string): void {
    if (this.#news.size === 0) queueMicrotask(() => this.#flush());
    this.#news.add(user);
  }

  #flush(): void {
    const all = [...this.#news];
    this.#news.clear();
    const watch = all.filter((user) => this.#watched.has(user));
    const unwatch = all.filter((user) => !this.#watched.has(user));
    if (all.length > 0) this.#ask({ watch, unwatch });
  }
}
