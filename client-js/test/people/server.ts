import type { RingReason } from "../../src/people/api.js";
import type {
  AttendFrame,
  AttendingClientFrame,
  PeopleFrame,
  PresenceEntry,
} from "../../src/people/frames.js";
import type { Values } from "../../src/signaling/frames.js";
import { HEARTBEAT } from "../signaling/hub.js";
import type { Acceptor, ServerEnd } from "../signaling/wire.js";
import type { World } from "../signaling/world.js";

type Frame<T extends AttendingClientFrame["type"]> = Extract<AttendingClientFrame, { type: T }>;

interface Socket {
  readonly end: ServerEnd;
  readonly watching: Set<string>;
  session: string;
  user: string;
  open: boolean;
}

interface Ring {
  readonly ring: string;
  readonly user: string;
  readonly caller: string;
  readonly frame: Extract<PeopleFrame, { type: "ringing" }>;
  readonly busy: Set<string>;
}

const RING = 90_000;

/** Who is there, and who calls whom: one server that keeps to docs/people.md, for clients' tests. */
export class PeopleServer implements Acceptor {
  readonly sockets = new Set<Socket>();
  readonly status = new Map<string, Values>();
  /** Frames as they came, and the users who may not be watched. */
  readonly heard: AttendingClientFrame[] = [];
  readonly hidden = new Set<string>();
  /** Who also has a page that came by a join alone, which hears of no ring. */
  readonly inCalls = new Set<string>();
  /** The code with which who attends is refused. */
  refusal: { code: string; retry: "never" | "same" | "fresh" } | undefined;
  readonly #world: World;
  readonly #rings = new Map<string, Ring>();
  #count = 0;

  constructor(world: World) {
    this.#world = world;
    world.every(HEARTBEAT.interval, () => {
      for (const { end } of this.sockets) end.send({ type: "ping", n: 1 });
    });
  }

  accept(end: ServerEnd) {
    const watching = new Set<string>();
    const socket: Socket = { end, watching, session: "", user: "", open: true };
    return {
      frame: (text: string) => {
        const frame = JSON.parse(text) as AttendingClientFrame;
        this.heard.push(frame);
        if (socket.open) this.#take(socket, frame);
      },
      closed: () => this.gone(socket),
    };
  }

  of(user: string): Socket[] {
    return [...this.sockets].filter((socket) => socket.user === user);
  }

  gone(socket: Socket): void {
    socket.open = false;
    if (!this.sockets.delete(socket)) return;
    if (this.of(socket.user).length === 0) this.status.delete(socket.user);
    this.#tell(socket.user);
  }

  closeAll(code: number): void {
    for (const socket of [...this.sockets]) {
      socket.end.close(code);
      this.gone(socket);
    }
  }

  #take(socket: Socket, frame: AttendingClientFrame): void {
    const { end } = socket;
    switch (frame.type) {
      case "attend":
        return this.#attend(socket, frame);
      case "presence":
        return this.#presence(socket, frame);
      case "ring":
        return this.#ring(socket, frame);
      case "answer":
        return this.#answer(socket, frame);
      case "cancel":
        if (!this.#rings.has(frame.ring)) return this.#refuse(end, frame.id, "ring-over");
        end.send({ type: "ok", id: frame.id });
        return this.#end(frame.ring, "cancelled", socket.session);
      case "token":
        return end.send({ type: "ok", id: frame.id });
      case "leave":
        return this.gone(socket);
      case "ping":
        return end.send({ type: "pong", n: frame.n });
      case "pong":
        return;
      default:
        return frame satisfies never;
    }
  }

  #attend(socket: Socket, { id, user, token, status }: AttendFrame): void {
    const { end } = socket;
    if (this.refusal) {
      return end.send({ type: "error", id, message: "", ...this.refusal });
    }
    socket.user = user ?? `of-${token}`;
    socket.session = `session-${++this.#count}`;
    this.sockets.add(socket);
    end.send({
      type: "attending",
      id,
      session: socket.session,
      user: socket.user,
      heartbeat: HEARTBEAT,
      limits: { frame: 65_536, signals: 200, hold: 600_000 },
      node: "node-1",
      capabilities: [],
    });
    if (status) this.status.set(socket.user, status);
    this.#tell(socket.user);
    for (const { user: called, frame } of this.#rings.values()) {
      if (called === socket.user) end.send(frame);
    }
  }

  #presence(socket: Socket, { id, watch, unwatch, status }: Frame<"presence">): void {
    if (watch.some((user) => this.hidden.has(user)))
      return this.#refuse(socket.end, id, "forbidden");
    for (const user of unwatch) socket.watching.delete(user);
    for (const user of watch) socket.watching.add(user);
    socket.end.send({ type: "ok", id });
    if (status) {
      this.status.set(socket.user, status);
      this.#tell(socket.user);
    }
    const users = Object.fromEntries(watch.map((user) => [user, this.#entry(user)]));
    if (watch.length > 0) socket.end.send({ type: "presence", users });
  }

  #ring(socket: Socket, { id, user, room, values = {} }: Frame<"ring">): void {
    const called = this.of(user);
    if (called.length === 0 && !this.inCalls.has(user))
      return this.#refuse(socket.end, id, "unknown-peer");
    const ring = `ring-of-test-${++this.#count}`;
    const until = Date.now() + RING;
    const from = { user: socket.user, session: socket.session };
    const frame = { type: "ringing", ring, from, room, values, until } as const;
    this.#rings.set(ring, { ring, user, caller: socket.user, frame, busy: new Set() });
    socket.end.send({ type: "rung", id, ring, until, sessions: called.length });
    for (const { end } of called) end.send(frame);
    if (called.length === 0) this.#end(ring, "busy");
    this.#world.after(RING, () => this.#end(ring, "expired"));
  }

  #answer({ end, session }: Socket, { id, ring, answer }: Frame<"answer">): void {
    const known = this.#rings.get(ring);
    if (!known) return this.#refuse(end, id, "ring-over");
    end.send({ type: "ok", id });
    if (answer === "accept") return this.#end(ring, "accepted", session);
    if (answer === "decline") return this.#end(ring, "declined", session);
    known.busy.add(session);
    const all = this.of(known.user).every((socket) => known.busy.has(socket.session));
    if (all) this.#end(ring, "busy");
  }

  #end(ring: string, reason: RingReason, by?: string): void {
    const known = this.#rings.get(ring);
    this.#rings.delete(ring);
    for (const { end } of known ? [...this.of(known.user), ...this.of(known.caller)] : [])
      end.send({ type: "ring-ended", ring, reason, ...(by !== undefined && { by }) });
  }

  #refuse(end: ServerEnd, id: string, code: string): void {
    end.send({ type: "error", id, code, retry: "never", message: code });
  }

  #tell(user: string): void {
    for (const { end, watching } of this.sockets) {
      if (watching.has(user)) end.send({ type: "presence", users: { [user]: this.#entry(user) } });
    }
  }

  #entry(user: string): PresenceEntry {
    const sessions = this.of(user).length;
    return { sessions, calls: 0, status: this.status.get(user) ?? {}, rev: ++this.#count };
  }
}
