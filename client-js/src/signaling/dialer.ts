import { Alarm, type Clock } from "./clock.js";
import { Connection, SILENT, type SocketConstructor } from "./connection.js";
import type { ClientFrame, Heartbeat, ServerFrame } from "./frames.js";

/** Milliseconds within which an attempt must have its answer. */
const ATTEMPT = 2500;
/** Upper bounds of the wait before an attempt; the wait is a random part of it (full jitter). */
const BACKOFF = [250, 500, 1000, 2000, 4000, 8000];
/** Milliseconds after which a connection counts as good, and its loss as the first one. */
const STEADY = 5000;

export interface DialerEvents {
  /** The first frame of a new socket. */
  hello(): ClientFrame;
  frame(frame: ServerFrame): void;
  badFrame(): void;
  /** The connection, or an attempt, came to its end; the next attempt follows by itself. */
  lost(code: number): void;
  /** The server closed for good: `code` tells the client not to come back. */
  refused(code: number): void;
}

/** Keeps one connection: when it is lost, or an attempt comes to nothing, there is another. */
export class Dialer {
  readonly #clock: Clock;
  readonly #Socket: SocketConstructor;
  readonly #url: string;
  readonly #events: DialerEvents;
  readonly #pause: Alarm;
  readonly #attempt: Alarm;
  #connection: Connection | undefined;
  #tries = 0;
  #since = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, Socket: SocketConstructor, url: string, events: DialerEvents) {
    this.#clock = clock;
    this.#Socket = Socket;
    this.#url = url;
    this.#events = events;
    this.#pause = new Alarm(clock, () => this.dial());
    this.#attempt = new Alarm(clock, () => {
      this.#hangUp();
      this.#closed(SILENT);
    });
  }

  /**
   * Makes an attempt now.
   *
   * @throws SyntaxError if the URL is none of a WebSocket
   */
  dial(): void {
    this.#hangUp();
    this.#attempt.set(ATTEMPT);
    const closed = (code: number) => this.#closed(code);
    const events = { ...this.#events, closed };
    this.#connection = new Connection(this.#clock, this.#Socket, this.#url, events);
  }

  /** The server took the first frame; the connection is kept, and watched, from now on. */
  established(heartbeat: Heartbeat): void {
    this.#attempt.clear();
    this.#since = this.#clock.now();
    this.#connection?.watch(heartbeat);
  }

  send(frame: ClientFrame): boolean {
    return this.#connection?.send(frame) ?? false;
  }

  /** This connection is of no use; comes again, after `wait` ms at the earliest. */
  again(wait = 0): void {
    this.#hangUp();
    this.#redial(wait);
  }

  /** The network may have changed: is the connection alive? If there is none, tries at once. */
  probe(): void {
    if (this.#connection) this.#connection.probe();
    else if (this.#pause.isSet) this.dial();
  }

  stop(): void {
    this.#hangUp();
  }

  #hangUp(): void {
    this.#pause.clear();
    this.#attempt.clear();
    this.#connection?.close();
    this.#connection = undefined;
  }

  #closed(code: number): void {
    this.#hangUp();
    if (code >= 4030 && code < 4060) return this.#events.refused(code);
    this.#redial(0);
    this.#events.lost(code);
  }

  #redial(wait: number): void {
    if (this.#clock.now() - this.#since >= STEADY) this.#tries = 0;
    this.#since = Number.POSITIVE_INFINITY;
    const bound = BACKOFF[Math.min(this.#tries++, BACKOFF.length - 1)] ?? 0;
    this.#pause.set(Math.max(wait, this.#clock.random() * bound));
  }
}
