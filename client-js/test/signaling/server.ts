import type { ClientFrame } from "../../src/signaling/frames.js";
import { type Answer, joinedBy } from "./answers.js";
import { decodeClient } from "./client-frames.js";
import { HEARTBEAT, Hub, iceOf, type Socket } from "./hub.js";
import { Order } from "./order.js";
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
  readonly order: Order;
  /** Those that came in, in joins and later; one that is in `expired` is refused. */
  readonly tokens: string[] = [];
  readonly expired = new Set<string>();
  readonly #tickets = new Map<string, string>();
  readonly #joins = new Map<string, Answer>();
  readonly #last = new Map<string, string>();
  #count = 0;

  constructor(world: World) {
    this.#world = world;
    this.hub = new Hub(world, (session) => {
      if (!this.#outage) this.room.away(session);
    });
    this.room = this.#newRoom();
    this.order = new Order(this);
    world.every(HEARTBEAT.interval, () => {
      const known = !this.unavailable && !this.#outage && this.room.rev > 0;
      this.hub.beat(known ? this.room.head : undefined);
    });
  }

  /** The process is killed and started again; its store was in memory. */
  restart(): void {
    this.room = this.#newRoom();
    this.hub.closeAll();
    this.order.clear();
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
      case "token":
        this.tokens.push(frame.token);
        return socket.end.send({ type: "ok", id: frame.id });
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
    if (this.unavailable || this.#outage) return this.hub.refuse(socket, "unavailable", id);
    if (frame.token !== undefined) this.tokens.push(frame.token);
    if (this.expired.has(frame.token ?? "")) return this.hub.refuse(socket, "token-expired", id);
    const kept = this.#joins.get(`${instance}/${id}`);
    const seat = kept && this.room.seats.get(kept.session);
    if (seat && generation <= seat.generation) return this.hub.refuse(socket, "fenced", id);
    if (seat) {
      this.room.up(kept.session);
      return this.#admit(socket, frame, kept);
    }
    const refusal = this.order.refusal(frame);
    if (refusal !== undefined) return this.hub.refuse(socket, refusal, id);
    if (!this.order.holds(socket, frame)) this.enter(socket, frame, this.newSessionId());
  }

  newSessionId(): string {
    return `session-${this.#name()}`;
  }

  enter(socket: Socket, frame: Frame<"join">, session: string): void {
    this.#admit(socket, frame, this.#newSession(frame, session));
    if (!socket.open) this.hub.ended({ ...socket, open: true });
  }

  #admit(socket: Socket, frame: Frame<"join">, answer: Answer): void {
    this.#hold(socket, answer.session, frame.generation);
    const ice = iceOf(this.turn, ++this.#count, 0);
    socket.end.send(
      joinedBy(this, frame, { ...answer, ice, ticket: this.#ticket(answer.session) }),
    );
    for (const [offer, to] of Object.entries(answer.offers)) {
      const data = frame.offers.find((each) => each.id === offer)?.data ?? {};
      const signal = { link: 1, seq: 1, kind: "description", data } as const;
      this.hub.of(to)?.end.send({ type: "signal", from: answer.session, ...signal });
    }
  }

  #newSession(frame: Frame<"join">, session: string) {
    const { replaces, instance, generation, profile } = frame;
    const old = replaces === undefined ? undefined : this.#tickets.get(replaces);
    const up = [...this.room.members.values()].filter((m) => m.state === "up" && m.session !== old);
    const pairs = up.slice(0, frame.offers.length).map((m, i) => [frame.offers[i]?.id, m.session]);
    const answer = { session, offers: Object.fromEntries(pairs) as Record<string, string> };
    this.room.add(session, { instance, generation }, profile, old);
    this.#joins.set(`${instance}/${frame.id}`, answer);
    return answer;
  }

  #resume(socket: Socket, { id, ticket, instance, generation, have }: Frame<"resume">): void {
    const session = this.#tickets.get(ticket) ?? "";
    const seat = this.room.seats.get(session);
    const out = this.room.out.get(session);
    if (out !== undefined) return this.hub.refuse(socket, out, id);
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
    this.hub.take(socket, session, generation);
    const seat = this.room.seats.get(session);
    if (seat) seat.generation = generation;
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
      else {
        const refusal = this.order.carryOut(session, frame);
        if (refusal !== undefined) return this.hub.refuse(socket, refusal, frame.id);
      }
    }
    socket.end.send({ type: "ok", id: frame.id });
  }

  /** A newer socket holds the session, or nobody does. */
  #isOlder(socket: Socket, session: string): boolean {
    return socket.generation < (this.room.seats.get(session)?.generation ?? Infinity);
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
