import { Alarm, type Clock } from "./clock.js";
import { Connection, type Said, SILENT, type SocketConstructor } from "./connection.js";
import { isFinal } from "./endings.js";
import type { Heartbeat } from "./frames.js";

/** Milliseconds within which an attempt must have its answer. */
const ATTEMPT = 2500;
/** Upper bounds of the wait before an attempt; the wait is a random part of it (full jitter). */
const BACKOFF = [250, 500, 1000, 2000, 4000, 8000];
/** A connection that has not answered for so long has another tried beside it. */
const DOUBT = 400;
/** An attempt that is older may be lost in a network that is gone: a new one replaces it. */
const STALE = 500;
/** Milliseconds after which a connection counts as good, and its loss as the first one. */
const STEADY = 5000;

export interface DialerEvents<F extends Said> {
  /** The first frame of a new socket. */
  hello(): object;
  /** As that of a connection. */
  decode(json: unknown): F | "unknown" | undefined;
  /** `fresh`: it came by a socket whose first frame has not been taken yet. */
  frame(frame: F, fresh: boolean): void;
  badFrame(): void;
  /** There is no connection (any more); the next attempt follows by itself. */
  lost(code: number): void;
  /** The server closed for good: `code` tells the client not to come back. */
  refused(code: number): void;
}

/**
 * Keeps one connection: when it is lost, or an attempt comes to nothing, there is another. A
 * connection that is to end is used until another has taken its place.
 */
export class Dialer<F extends Said> {
  readonly #clock: Clock;
  readonly #Socket: SocketConstructor;
  readonly #url: string;
  readonly #events: DialerEvents<F>;
  readonly #pause: Alarm;
  readonly #attempt: Alarm;
  readonly #doubt: Alarm;
  #used: Connection<F> | undefined;
  /** The attempt that is under way. */
  #next: Connection<F> | undefined;
  #tries = 0;
  /** When the last attempt began. */
  #began = 0;
  #since = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, Socket: SocketConstructor, url: string, events: DialerEvents<F>) {
    this.#clock = clock;
    this.#Socket = Socket;
    this.#url = url;
    this.#events = events;
    this.#pause = new Alarm(clock, () => this.dial());
    this.#doubt = new Alarm(clock, () => this.#used?.asked && this.move(0));
    this.#attempt = new Alarm(clock, () => this.#closed(SILENT, this.#next));
  }

  /**
   * Makes an attempt now.
   *
   * @throws SyntaxError if the URL is none of a WebSocket
   */
  dial(): void {
    this.#drop();
    this.#began = this.#clock.now();
    this.#attempt.set(ATTEMPT);
    const next: Connection<F> = new Connection<F>(this.#clock, this.#Socket, this.#url, {
      ...this.#events,
      frame: (frame) => this.#events.frame(frame, next !== this.#used),
      closed: (code) => this.#closed(code, next),
    });
    this.#next = next;
  }

  /** The server took the first frame: that connection is used, and watched, from now on. */
  established(heartbeat: Heartbeat): void {
    this.#attempt.clear();
    this.#since = this.#clock.now();
    this.#used?.close();
    this.#used = this.#next;
    this.#next = undefined;
    this.#used?.watch(heartbeat);
  }

  /** The answer to the first frame takes its time: the attempt is watched, and goes on. */
  wait(heartbeat: Heartbeat): void {
    this.#attempt.clear();
    this.#since = this.#clock.now();
    this.#next?.watch(heartbeat);
  }

  send(frame: object): boolean {
    return this.#used?.send(frame) ?? false;
  }

  /** Says another first frame, where the one before was refused. */
  greet(): void {
    this.#next?.send(this.#events.hello());
  }

  /** Says it to whichever gateways may hold the session. */
  sendToAll(frame: object): void {
    this.#used?.send(frame);
    this.#next?.send(frame);
  }

  /** The attempt is of no use; tries again, after `wait` ms at the earliest. */
  again(wait = 0): void {
    this.#drop();
    this.#redial(wait);
  }

  /** The connection will end: makes another at a random moment within `spread` ms. */
  move(spread: number): void {
    if (!this.#next && !this.#pause.isSet) this.#pause.set(this.#clock.random() * spread);
  }

  /**
   * The network may have changed: is the connection alive? If there is none, tries at once, and
   * soon again if that was too soon.
   */
  probe(): void {
    const waits = this.#next && !this.#attempt.isSet;
    const connection = this.#used ?? (waits ? this.#next : undefined);
    this.#tries = 0;
    if (connection) {
      if (!connection.asked) this.#doubt.set(DOUBT);
      return connection.probe();
    }
    const stale = this.#next !== undefined && this.#clock.now() - this.#began >= STALE;
    if (this.#pause.isSet || stale) this.dial();
  }

  stop(): void {
    this.#drop();
    this.#doubt.clear();
    this.#used?.close();
    this.#used = undefined;
  }

  /** Ends the attempt, also one that is only planned. */
  #drop(): void {
    this.#pause.clear();
    this.#attempt.clear();
    this.#next?.close();
    this.#next = undefined;
  }

  #closed(code: number, connection: Connection<F> | undefined): void {
    const inUse = connection === this.#used;
    if (inUse) this.#used = undefined;
    else this.#drop();
    if (isFinal(code)) return this.#events.refused(code);
    // Another may be why it was closed: that one has the session, or will fail too.
    if (this.#next && code !== SILENT) return;
    if (!this.#next) this.#redial(0);
    if (!this.#used) this.#events.lost(code);
  }

  #redial(wait: number): void {
    if (this.#clock.now() - this.#since >= STEADY) this.#tries = 0;
    this.#since = Number.POSITIVE_INFINITY;
    const bound = BACKOFF[Math.min(this.#tries++, BACKOFF.length - 1)] ?? 0;
    this.#pause.set(Math.max(wait, this.#clock.random() * bound));
  }
}
