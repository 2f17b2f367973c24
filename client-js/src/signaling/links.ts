import type { Carry, LinkWord } from "./aside.js";
import { Alarm, type Clock } from "./clock.js";
import type { ClientFrame, SessionId, SignalBody, SignalFrame, SignalKind } from "./frames.js";
import { Link } from "./link.js";

const ACK_DELAY = 100;
const ACKS_PER_FRAME = 64;
/** Links open at once in a pair; what a peer opens beyond is ignored. */
const LINKS_PER_PAIR = 16;
const STRANGER_FRAMES = 64;
/** Milliseconds that a signal may come before the news that its sender has joined. */
const STRANGER_WAIT = 2000;

/** What the links need of the session around them. */
export interface LinksPort {
  readonly clock: Clock;
  readonly self: () => SessionId;
  /** Sends one frame; false when there is no connection, and nothing was sent. */
  send(frame: ClientFrame): boolean;
  /** The peer's state in the roster; undefined when it is not there. */
  stateOf(peer: SessionId): "up" | "away" | undefined;
  deliver(signal: SignalFrame): void;
  /** Nothing will come on that link any more, though the peer sends. */
  stuck(peer: SessionId, link: number): void;
  /** The roster seems to be behind. */
  sync(): void;
}

/** The links of this session to one peer. */
interface Pair {
  /** The highest number seen; a link opened next lies above it. */
  highest: number;
  /** Numbers up to this one are closed, and so are those in `closed`. */
  floor: number;
  readonly closed: Set<number>;
  readonly open: Map<number, Link>;
}

/**
 * All signal links of a session. A signal that was accepted by `send` arrives at the other end in
 * order and once, over any number of lost connections, unless one of the two sessions ends first.
 */
export class Links {
  /** The way beside the socket. */
  aside: Carry = () => false;
  readonly #port: LinksPort;
  readonly #pairs = new Map<SessionId, Pair>();
  /** Acknowledgements that are owed, by peer and link. */
  readonly #owed = new Map<string, { to: SessionId; link: number; seq: number }>();
  readonly #acks: Alarm;
  #strangers: { signal: SignalFrame; until: number }[] = [];
  readonly #patience: Alarm;

  constructor(port: LinksPort) {
    this.#port = port;
    this.#acks = new Alarm(port.clock, () => this.#sendAcks());
    this.#patience = new Alarm(port.clock, () => this.#dropStrangers());
  }

  /**
   * The number of a new link: 1 for the first of a pair, whoever opens it; then the next above all
   * seen that is odd from the smaller session id and even from the larger one.
   */
  open(peer: SessionId): number {
    const pair = this.#pair(peer);
    const odd = this.#port.self() < peer;
    let number = pair.highest + 1;
    if (number > 1 && (number % 2 === 1) !== odd) number++;
    this.#link(peer, pair, number);
    return number;
  }

  /** @param gone the signal was put on its way by the server, as an offer of a join is */
  send(peer: SessionId, number: number, kind: SignalKind, data: object, gone = false): void {
    this.#link(peer, this.#pair(peer), number)?.push(kind, data, gone);
  }

  close(peer: SessionId, number: number): void {
    const pair = this.#pair(peer);
    pair.open.get(number)?.close();
    pair.open.delete(number);
    pair.closed.add(number);
    pair.highest = Math.max(pair.highest, number);
  }

  receive(signal: SignalFrame): void {
    const { from, link: number, seq, ack } = signal;
    if (!this.#port.stateOf(from)) {
      this.#hold(signal);
      return;
    }
    const pair = this.#pair(from);
    const link = this.#link(from, pair, number);
    if (!link) {
      this.#owe(from, number, seq);
      this.#owe(from, pair.highest, pair.open.get(pair.highest)?.received ?? 0);
      return;
    }
    if (ack !== undefined) link.acked(ack);
    for (const other of pair.open.values()) if (other !== link) other.nudge();
    const ready = link.receive(signal);
    this.#owe(from, number, link.received);
    for (const body of ready) {
      if (pair.open.get(number) !== link) return; // closed by whoever took the one before
      this.#port.deliver({ type: "signal", from, ...body });
    }
    if (link.stuck) this.#port.stuck(from, number);
  }

  /** That came beside the socket. */
  hear(from: SessionId, word: LinkWord): void {
    if ("seq" in word) this.receive({ type: "signal", from, ...word });
    else this.acked(from, word.link, word.ack);
  }

  acked(peer: SessionId, number: number, seq: number): void {
    const pair = this.#pairs.get(peer);
    if (!pair) return;
    pair.highest = Math.max(pair.highest, number);
    for (const link of pair.open.values()) {
      if (link.number === number) link.acked(seq);
      else link.nudge();
    }
  }

  /** The ways to the others have changed: say what came, send what is unacknowledged. */
  resumed(): void {
    for (const [peer, pair] of this.#pairs) {
      for (const link of pair.open.values()) {
        link.resend();
        if (link.received > 0) this.#owe(peer, link.number, link.received);
      }
    }
    this.#sendAcks();
  }

  /** There is a way to the peer again. */
  up(peer: SessionId): void {
    for (const link of this.#pairs.get(peer)?.open.values() ?? []) link.resend();
    this.welcome();
  }

  /** The peer is gone: its links end, their numbers stay used. */
  removed(peer: SessionId): void {
    const pair = this.#pairs.get(peer);
    if (!pair) return;
    for (const link of pair.open.values()) link.close();
    pair.open.clear();
    pair.closed.clear();
    pair.floor = pair.highest;
  }

  /** Signals that came before their senders: those that are in the roster by now. */
  welcome(): void {
    const known = this.#strangers.filter(({ signal }) => this.#port.stateOf(signal.from));
    this.#strangers = this.#strangers.filter((held) => !known.includes(held));
    for (const { signal } of known) this.receive(signal);
  }

  /** Forgets everything: this session is over. */
  clear(): void {
    for (const peer of this.#pairs.keys()) this.removed(peer);
    this.#pairs.clear();
    this.#owed.clear();
    this.#strangers = [];
    this.#acks.clear();
    this.#patience.clear();
  }

  #pair(peer: SessionId): Pair {
    let pair = this.#pairs.get(peer);
    if (!pair) {
      pair = { highest: 0, floor: 0, closed: new Set(), open: new Map() };
      this.#pairs.set(peer, pair);
    }
    return pair;
  }

  /** The link of that number, made when it is new; undefined when it is closed. */
  #link(peer: SessionId, pair: Pair, number: number): Link | undefined {
    if (number <= pair.floor || pair.closed.has(number)) return undefined;
    let link = pair.open.get(number);
    if (!link && pair.open.size < LINKS_PER_PAIR) {
      link = new Link(number, this.#port.clock, (body, again) => this.#transmit(peer, body, again));
      pair.open.set(number, link);
      pair.highest = Math.max(pair.highest, number);
    }
    return link;
  }

  #transmit(to: SessionId, body: SignalBody, again: boolean): boolean {
    const up = this.#port.stateOf(to) === "up";
    const sent = up && this.#port.send({ type: "signal", to, ...body });
    const carried = this.aside(to, body, sent, again);
    if (!sent && !carried) return false;
    if (body.ack !== undefined) this.#owed.delete(`${to}/${body.link}`);
    return true;
  }

  #owe(to: SessionId, link: number, seq: number): void {
    this.#owed.set(`${to}/${link}`, { to, link, seq });
    if (!this.#acks.isSet) this.#acks.set(ACK_DELAY);
  }

  #sendAcks(): void {
    this.#acks.clear();
    const acks = [...this.#owed.values()].filter(({ to }) => this.#port.stateOf(to));
    this.#owed.clear();
    for (let i = 0; i < acks.length; i += ACKS_PER_FRAME) {
      const some = acks.slice(i, i + ACKS_PER_FRAME);
      const sent = this.#port.send({ type: "ack", acks: some });
      for (const { to, link, seq: ack } of some) {
        this.aside(to, { link, ack }, sent && this.#port.stateOf(to) === "up", false);
      }
    }
  }

  #hold(signal: SignalFrame): void {
    if (this.#strangers.length >= STRANGER_FRAMES) return;
    this.#strangers.push({ signal, until: this.#port.clock.now() + STRANGER_WAIT });
    if (!this.#patience.isSet) this.#patience.set(STRANGER_WAIT);
  }

  #dropStrangers(): void {
    const now = this.#port.clock.now();
    const left = this.#strangers.filter(({ until }) => until > now);
    if (left.length < this.#strangers.length) this.#port.sync();
    this.#strangers = left;
    const next = left[0];
    if (next) this.#patience.set(next.until - now);
  }
}
