import { Alarm, type Clock } from "./clock.js";
import type { Heartbeat } from "./frames.js";

const SUBPROTOCOL = "parley.v1";

/** As much of the browser's WebSocket as is used here. */
export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export type SocketConstructor = new (url: string, protocol: string) => SocketLike;

/** Why a connection ended without a word from the other end; its own codes lie below 1000. */
export const SILENT = 0;

/** What a server says, whatever the socket is for. */
export interface Said {
  readonly type: string;
}

interface Beat extends Said {
  readonly n?: number;
}

export interface ConnectionEvents<F extends Said> {
  /** The first frame; it leaves in the tick in which the socket opens. */
  hello(): object;
  /** "unknown": of a later version, to be ignored. */
  decode(json: unknown): F | "unknown" | undefined;
  frame(frame: F): void;
  /** What came is no frame of this protocol; it is skipped. */
  badFrame(): void;
  /** Once, and last. `code`: RFC 6455, section 7.4, or `SILENT`. Never after `close`. */
  closed(code: number): void;
}

/**
 * One WebSocket and its pulse: answers the server's pings, and ends when the server is silent. A
 * socket that stays open is no sign of life; only frames are.
 */
export class Connection<F extends Said> {
  readonly #clock: Clock;
  readonly #events: ConnectionEvents<F>;
  readonly #socket: SocketLike;
  readonly #watch: Alarm;
  readonly #answer: Alarm;
  #heartbeat: Heartbeat | undefined;
  #heard = 0;
  #pings = 0;
  #open = false;

  /** @throws SyntaxError if `url` is none of a WebSocket */
  constructor(clock: Clock, Socket: SocketConstructor, url: string, events: ConnectionEvents<F>) {
    this.#clock = clock;
    this.#events = events;
    this.#watch = new Alarm(clock, () => this.#late());
    this.#answer = new Alarm(clock, () => this.#end(SILENT));
    this.#socket = new Socket(url, SUBPROTOCOL);
    this.#socket.onopen = () => {
      this.#open = true;
      this.send(events.hello());
    };
    this.#socket.onmessage = ({ data }) => this.#take(data);
    this.#socket.onclose = ({ code }) => this.#end(code);
  }

  /** False when the socket is not open; then nothing was sent. */
  send(frame: object): boolean {
    if (this.#open) this.#socket.send(JSON.stringify(frame));
    return this.#open;
  }

  /** From now on silence is a loss. */
  watch(heartbeat: Heartbeat): void {
    this.#heartbeat = heartbeat;
    this.#heard = this.#clock.now();
    this.#listen();
  }

  /** It was asked, and has not answered yet. */
  get asked(): boolean {
    return this.#answer.isSet;
  }

  /** Asks for an answer at once; without one the connection ends. */
  probe(): void {
    if (!this.#heartbeat || this.#answer.isSet) return;
    this.send({ type: "ping", n: ++this.#pings });
    this.#answer.set(this.#heartbeat.probe);
  }

  /** Ends the connection; no event comes any more. */
  close(): void {
    this.#open = false;
    this.#watch.clear();
    this.#answer.clear();
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close(1000);
  }

  #take(data: unknown): void {
    this.#heard = this.#clock.now();
    const frame = this.#events.decode(data);
    if (frame === "unknown") return;
    if (!frame) return this.#events.badFrame();
    const { type, n } = frame as Beat;
    if (type === "ping") this.send({ type: "pong", n });
    if (type === "pong" && n === this.#pings) this.#answer.clear();
    this.#events.frame(frame);
  }

  /** A ping is due each interval: one that is late is asked for, long silence is a loss. */
  #listen(): void {
    if (!this.#heartbeat) return;
    const { interval, probe } = this.#heartbeat;
    this.#watch.set(this.#heard + interval + probe - this.#clock.now());
  }

  #late(): void {
    if (!this.#heartbeat) return;
    const { interval, probe, timeout } = this.#heartbeat;
    const silence = this.#clock.now() - this.#heard;
    if (silence >= timeout) return this.#end(SILENT);
    if (silence < interval + probe) return this.#listen();
    this.probe();
    this.#watch.set(timeout - silence);
  }

  #end(code: number): void {
    this.close();
    this.#events.closed(code);
  }
}
