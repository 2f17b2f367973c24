import type { ErrorFrame, Head, Retry, ServerFrame } from "../../src/signaling/frames.js";
import type { ServerEnd } from "./wire.js";
import type { World } from "./world.js";

export const HEARTBEAT = { interval: 5000, timeout: 12_000, probe: 1000 };

/** The servers that a page is told: none, or a relay whose credentials are new each time, and soon over. */
export const iceOf = (turn: boolean, n: number, expires: number) => ({
  servers: turn ? [{ urls: ["turn:relay.test"], username: `u${n}`, credential: "c" }] : [],
  expires: turn ? 1 : expires,
});

const RETRY: Record<string, Retry> = {
  "session-expired": "rejoin",
  "token-expired": "fresh",
  fenced: "same",
  unavailable: "same",
  "room-full": "same",
};
const CLOSES: Record<string, number> = {
  fenced: 4001,
  kicked: 4030,
  banned: 4031,
  "room-closed": 4032,
};

/** The server's side of one socket, and the session that it holds. */
export interface Socket {
  readonly end: ServerEnd;
  session: string | undefined;
  generation: number;
  heard: number;
  open: boolean;
  /** Its gateway is about to go: it hears of a newer socket later than others. */
  draining: boolean;
}

/** All sockets of a server, their pulse and their ends. */
export class Hub {
  readonly #world: World;
  readonly #sockets = new Set<Socket>();
  /** A socket that held a session ended without a leave. */
  readonly #gone: (session: string) => void;
  /** The gateway to which new sockets come. */
  node = "node-1";
  #pings = 0;

  constructor(world: World, gone: (session: string) => void) {
    this.#world = world;
    this.#gone = gone;
  }

  add(end: ServerEnd): Socket {
    const heard = this.#world.now;
    const socket = { end, session: undefined, generation: 0, heard, open: true, draining: false };
    this.#sockets.add(socket);
    return socket;
  }

  /** The socket that holds a session now. */
  of(session: string): Socket | undefined {
    return [...this.#sockets].findLast((socket) => socket.session === session);
  }

  /** The socket holds the session from now on; one that did before learns that it does no more. */
  take(socket: Socket, session: string, generation: number): void {
    const older = this.of(session);
    if (older?.draining && older !== socket) {
      this.#world.after(this.#world.random() * 100, () => this.close(older, 4001));
    } else if (older && older !== socket) {
      older.session = undefined;
      this.close(older, 4001);
    }
    socket.session = session;
    socket.generation = generation;
  }

  /** While a session moves, others may still take its older socket for the one that holds it. */
  anyOf(session: string): Socket | undefined {
    return this.#world.pick([...this.#sockets].filter((socket) => socket.session === session));
  }

  /** A gateway goes, with all sockets of now; new ones come to another. */
  drain(within: number, spread: number): void {
    this.node = `node-${Number(this.node.slice(5)) + 1}`;
    for (const socket of [...this.#sockets]) {
      socket.draining = true;
      if (socket.session !== undefined) socket.end.send({ type: "drain", within, spread });
      this.#world.after(within, () => this.close(socket, 4010));
    }
  }

  toAll(frame: ServerFrame, except?: string): void {
    for (const { session, end } of this.#sockets) {
      if (session !== undefined && session !== except) end.send(frame);
    }
  }

  refuse(
    socket: Socket,
    code: string,
    id: string | undefined,
    more: Partial<ErrorFrame> = {},
  ): void {
    const retry = RETRY[code] ?? "never";
    const error: ErrorFrame = { type: "error", code, retry, message: code, ...more };
    socket.end.send(id === undefined ? error : { ...error, id });
    const close = CLOSES[code];
    if (close !== undefined) this.close(socket, close);
  }

  close(socket: Socket, code: number): void {
    if (!socket.open) return;
    socket.end.close(code);
    this.ended(socket);
  }

  /** The socket is closed, by whichever end. */
  ended(socket: Socket): void {
    if (!socket.open) return;
    socket.open = false;
    this.#sockets.delete(socket);
    const { session } = socket;
    if (session !== undefined && !this.of(session)) this.#gone(session);
  }

  closeAll(): void {
    for (const socket of [...this.#sockets]) this.close(socket, 1006);
  }

  beat(head: Head | undefined): void {
    const silent = this.#world.now - HEARTBEAT.timeout;
    for (const socket of [...this.#sockets]) {
      if (socket.heard < silent) this.close(socket, 4013);
      else socket.end.send({ type: "ping", n: ++this.#pings, ...(head && { head }) });
    }
  }
}
