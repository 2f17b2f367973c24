import type { ClientFrame, ServerFrame } from "../../src/signaling/frames.js";
import { decodeClient } from "./client-frames.js";
import { HEARTBEAT, Hub, iceOf, type Socket } from "./hub.js";
import { TestRoom } from "./room.js";
import type { Acceptor, ServerEnd } from "./wire.js";
import type { World } from "./world.js";

type Frame<T extends ClientFrame["type"]> = Extract<ClientFrame, { type: T }>;

/**
 * One room behind one server that keeps to docs/protocol.md. Frames are lost, doubled and delayed
 * on the wire to it, and it can be started anew with an empty store.
 */
export class TestServer implements Acceptor {
  room: TestRoom;
  /** Refuses joins and resumes, as while the store is away. */
  unavailable = false;
  /** The store is away: the room stands still, and a ticket alone decides who resumes. */
  #outage = false;
  turn = false; // with a relay, whose credentials are others at each question, and soon over
  /** The code with which every join is refused. */
  refusal: string | undefined;
  /** Commands in the order in which they were applied, as session/id. */
  readonly applied: string[] = [];
  readonly invalid: string[] = [];
  readonly #world: World;
  readonly hub: Hub;
  readonly #tickets = new Map<string, string>();
  readonly #joins = new Map<string, { session: string; offers: Record<string, string> }>();
  readonly #last = new Map<string, string>();
  #count = 0;

  constructor(world: World) {
    this.#world = world;
    this.hub = new Hub(world, (session) => {
      if (!this.#outage) this.room.away(session);
    });
    this.room = this.#newRoom();
    world.every(HEARTBEAT.interval, () => {
      const known = !this.unavailable && !this.#outage && this.room.rev > 0;
      this.hub.beat(known ? this.room.head : undefined);
    });
  }

  /** The process is killed and started again; its store was in memory. */
  restart(): void {
    this.room = this.#newRoom();
    this.hub.closeAll();
    this.#joins.clear();
    this.#last.clear();
  }

  /** When the store is back, it learns who is there. */
  set outage(outage: boolean) {
    this.#outage = outage;
    for (const { session, state } of outage ? [] : [...this.room.members.values()]) {
      const here = this.hub.of(session) !== undefined;
      if (here && state === "away") this.room.up(session);
      if (!here && state === "up") this.room.away(session);
    }
  }

  accept(end: ServerEnd) {
    const socket = this.hub.add(end);
    return {
      frame: (text: string) => {
        if (!socket.open) return;
        socket.heard = this.#world.now;
        const frame = decodeClient(text);
        if (frame) this.#take(socket, frame);
        else this.invalid.push(text);
      },
      closed: () => this.hub.ended(socket),
    };
  }

  #take(socket: Socket, frame: ClientFrame): void {
    if (frame.type === "ping") return socket.end.send({ type: "pong", n: frame.n });
    if (frame.type === "pong") return;
    if (frame.type === "join") return this.#join(socket, frame);
    if (frame.type === "resume") return this.#resume(socket, frame);
    const { session } = socket;
    if (session === undefined) return this.hub.refuse(socket, "join-first", undefined);
    switch (frame.type) {
      case "signal":
        return this.#relay(socket, session, frame);
      case "ack":
        for (const { to, link, seq } of frame.acks) {
          this.hub.anyOf(to)?.end.send({ type: "ack", acks: [{ from: session, link, seq }] });
        }
        return;
      case "sync":
        return socket.end.send({ type: "room", ...this.room.since(frame) });
      case "update":
      case "moderate":
        return this.#command(socket, session, frame);
      case "pulse":
        return this.hub.toAll({ type: "pulse", from: session, values: frame.values }, session);
      case "ice":
        return socket.end.send({
          type: "ice",
          id: frame.id,
          ...iceOf(this.turn, ++this.#count, Math.round(this.#world.now)),
          ticket: this.#ticket(session),
        });
      case "leave":
        if (this.#isOlder(socket, session)) return this.hub.close(socket, 1000);
        if (frame.hold === undefined) this.room.remove(session, "left");
        else this.room.away(session, frame.hold);
        socket.session = undefined;
        return this.hub.close(socket, 1000);
    }
  }

  #join(socket: Socket, frame: Frame<"join">): void {
    const { instance, generation, id } = frame;
    if (socket.session !== undefined) return this.hub.refuse(socket, "already-joined", id);
    if (this.refusal !== undefined) return this.hub.refuse(socket, this.refusal, id);
    if (this.room.banned.has(instance)) return this.hub.refuse(socket, "kicked", id);
    if (this.unavailable || this.#outage) return this.hub.refuse(socket, "unavailable", id);
    const kept = this.#joins.get(`${instance}/${id}`);
    const seat = kept && this.room.seats.get(kept.session);
    if (seat && generation <= seat.generation) return this.hub.refuse(socket, "fenced", id);
    const answer = seat ? kept : this.#newSession(frame);
    if (seat) this.room.up(answer.session);
    this.#hold(socket, answer.session, generation);
    socket.end.send(this.#joined(answer, frame));
    for (const [offer, to] of Object.entries(answer.offers)) {
      const data = frame.offers.find((each) => each.id === offer)?.data ?? {};
      const signal = { link: 1, seq: 1, kind: "description", data } as const;
      this.hub.of(to)?.end.send({ type: "signal", from: answer.session, ...signal });
    }
  }

  #newSession(frame: Frame<"join">) {
    const session = `session-${this.#name()}`;
    const { replaces, instance, generation, profile } = frame;
    const old = replaces === undefined ? undefined : this.#tickets.get(replaces);
    const up = [...this.room.members.values()].filter((m) => m.state === "up" && m.session !== old);
    const pairs = up.slice(0, frame.offers.length).map((m, i) => [frame.offers[i]?.id, m.session]);
    const answer = { session, offers: Object.fromEntries(pairs) as Record<string, string> };
    this.room.add(session, { instance, generation }, profile, old);
    this.#joins.set(`${instance}/${frame.id}`, answer);
    return answer;
  }

  #joined(answer: { session: string; offers: Record<string, string> }, frame: Frame<"join">) {
    return {
      type: "joined",
      id: frame.id,
      ...answer,
      generation: frame.generation,
      ticket: this.#ticket(answer.session),
      you: { role: this.room.members.get(answer.session)?.role ?? "member" },
      room: this.room.snapshot(),
      ice: iceOf(this.turn, ++this.#count, 0),
      limits: { frame: 65_536, signals: 200, hold: 600_000 },
      heartbeat: HEARTBEAT,
      capabilities: [],
      node: this.hub.node,
    } satisfies ServerFrame;
  }

  #resume(socket: Socket, { id, ticket, instance, generation, have }: Frame<"resume">): void {
    const session = this.#tickets.get(ticket) ?? "";
    const seat = this.room.seats.get(session);
    if (this.room.banned.has(session)) return this.hub.refuse(socket, "kicked", id);
    if (this.unavailable) return this.hub.refuse(socket, "unavailable", id);
    if (!seat) return this.hub.refuse(socket, "session-expired", id);
    if (seat.instance !== instance) return this.hub.refuse(socket, "session-taken", id);
    if (generation <= seat.generation && this.hub.of(session) !== socket) {
      return this.hub.refuse(socket, "fenced", id);
    }
    seat.generation = generation;
    if (!this.#outage) this.room.up(session);
    this.#hold(socket, session, generation);
    const news = this.#outage ? ({ degraded: true } as const) : this.room.since(have);
    const base = { id, generation, ticket: this.#ticket(session), node: this.hub.node };
    socket.end.send({ type: "resumed", ...base, ...news });
  }

  #hold(socket: Socket, session: string, generation: number): void {
    const older = this.hub.of(session);
    if (older?.draining && older !== socket) {
      this.#world.after(this.#world.random() * 100, () => this.hub.close(older, 4001));
    } else if (older && older !== socket) {
      older.session = undefined;
      this.hub.close(older, 4001);
    }
    const seat = this.room.seats.get(session);
    if (seat) seat.generation = generation;
    socket.session = session;
    socket.generation = generation;
  }

  #relay(socket: Socket, from: string, { to, ...signal }: Frame<"signal">): void {
    if (!this.room.members.has(to)) {
      const { link, seq } = signal;
      return socket.end.send({ type: "undeliverable", to, link, seq, code: "unknown-peer" });
    }
    this.hub.anyOf(to)?.end.send({ ...signal, type: "signal", from });
  }

  #command(socket: Socket, session: string, frame: Frame<"update" | "moderate">): void {
    if (this.#outage) return this.hub.refuse(socket, "unavailable", frame.id);
    if (this.#isOlder(socket, session)) return this.hub.refuse(socket, "fenced", frame.id);
    if (this.#last.get(session) !== frame.id) {
      this.#last.set(session, frame.id);
      this.applied.push(`${session}/${frame.id}`);
      if (frame.type === "update") this.room.update(session, frame.set, frame.unset);
      else if (frame.action === "kick") this.#kick(frame.session);
      else if (frame.action === "policy") this.room.setPolicy(frame.policy);
    }
    socket.end.send({ type: "ok", id: frame.id });
  }

  /** A newer socket holds the session, or nobody does. */
  #isOlder(socket: Socket, session: string): boolean {
    return socket.generation < (this.room.seats.get(session)?.generation ?? Infinity);
  }

  #kick(session: string): void {
    const seat = this.room.seats.get(session);
    if (seat) this.room.banned.add(seat.instance).add(session);
    const socket = this.hub.of(session);
    this.room.remove(session, "kicked");
    if (socket) this.hub.refuse(socket, "kicked", undefined);
  }

  #newRoom(): TestRoom {
    const room: TestRoom = new TestRoom(this.#world, (changes) => {
      if (room === this.room) this.hub.toAll({ type: "room", changes });
    });
    return room;
  }

  #ticket(session: string): string {
    const ticket = `ticket-${this.#name()}`;
    this.#tickets.set(ticket, session);
    return ticket;
  }

  /** Unguessable to no one, but in an order of bytes that is not the order of joining. */
  #name(): string {
    return `${Math.floor(this.#world.random() * 1e9)}-${++this.#count}`;
  }
}
