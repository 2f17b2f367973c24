/** What a page sees of the people outside of its room, as types. Guide: docs/client.md, "People". */
import type { Values } from "../api.js";
import type { ParleyError } from "../errors.js";

export type { Values } from "../api.js";
export type { ParleyError } from "../errors.js";

/** A user, over all their pages and devices. */
export interface Presence {
  readonly user: string;
  /** Pages that are there now; 0: the user is away. */
  readonly sessions: number;
  /** How many of them are in a room. */
  readonly calls: number;
  /** What they tell of themselves; `{}` while they are away. */
  readonly status: Values;
}

/**
 * `busy`: every page that rang said so, or none rang, as they only sit in calls. `declined`: one did. `accepted`: `by` one, and the others ring no
 * more. `expired`: nobody answered within 90 s.
 */
export type RingReason = "accepted" | "declined" | "cancelled" | "expired" | "busy";

export interface RingEnd {
  readonly reason: RingReason;
  /** The session that ended it, where one did. */
  readonly by?: string;
}

/** A call that one has placed. */
export interface OutgoingRing {
  readonly user: string;
  readonly room: string;
  /** How many pages ring: those that attend. 0: they sit in calls alone, and are busy. */
  readonly sessions: number;
  /** ms since 1970, the server's clock. */
  readonly until: number;
  readonly ended: Promise<RingEnd>;
  /** Harmless when it is over. */
  cancel(): Promise<void>;
}

/** Somebody calls. */
export interface IncomingRing {
  readonly from: { readonly user: string; readonly session: string };
  /** Where to meet: whoever accepts joins it by themselves. */
  readonly room: string;
  /** What the caller adds, such as a name or a reason: text from a stranger. */
  readonly values: Values;
  readonly until: number;
  /** Also when another page of this user has answered. */
  readonly ended: Promise<RingEnd>;
  /** @throws ParleyError `ring-over` when it is: another page was first, or the caller gave up */
  accept(): Promise<void>;
  /** Ends it on all pages of this user. Harmless when it is over. */
  decline(): Promise<void>;
  /** This page cannot; others may. Harmless when it is over. */
  busy(): Promise<void>;
}

export interface PeopleEvents {
  ringing: IncomingRing;
  state: { readonly state: PeopleState; readonly cause: string };
  /** Something was refused that no call waited for, as a watch; the rest goes on. */
  error: ParleyError;
  /** It is over, and does not come back: `bad-token`, `token-expired`, … */
  closed: ParleyError;
}

/** `reconnecting`: presences are as they were told last, and rings are late. */
export type PeopleState = "connected" | "reconnecting" | "left";

export interface AttendOptions {
  /** As that of `join`. */
  readonly token?: string | (() => Promise<string>);
  /** Who this is, on servers that ask for no token. */
  readonly user?: string;
  /** Told to whoever watches this user: ≤ 256 bytes as JSON. */
  readonly status?: Values;
  /** Ends it, as `close` does. */
  readonly signal?: AbortSignal;
  /** For Node, or a wrapped implementation. */
  readonly WebSocket?: typeof WebSocket;
}

export interface People {
  /** Who this page is to the server. */
  readonly user: string;
  /** This page's; another one after each loss of the socket. */
  readonly session: string;
  readonly state: PeopleState;
  /**
   * Tells how a user is, now and at each change. At most 200 users; a watch that is refused is an
   * `error`. Returns the function that ends it.
   */
  watch(user: string, listener: (presence: Presence) => void): () => void;
  /** In the place of what was told before. */
  setStatus(status: Values): Promise<void>;
  /**
   * Calls a user: all their pages that attend ring for 90 s, the first one that accepts has it.
   *
   * @param call.values what the other side is shown: ≤ 256 bytes as JSON
   * @throws ParleyError `unknown-peer` when no page of theirs is there, `forbidden`, `too-many`
   */
  ring(user: string, call: { room: string; values?: Values }): Promise<OutgoingRing>;
  /** Returns the function that unsubscribes. */
  on<K extends keyof PeopleEvents>(
    event: K,
    listener: (value: PeopleEvents[K]) => void,
  ): () => void;
  /** Rings that were placed are cancelled. */
  close(): void;
}
