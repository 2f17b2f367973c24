import type { SignalingOptions } from "../../src/signaling/options.js";
import { Signaling } from "../../src/signaling/signaling.js";
import type { TestServer } from "./server.js";
import { Wire } from "./wire.js";
import type { World } from "./world.js";

interface Note {
  readonly n: number;
}

/** One direction of a link as its ends saw it. */
interface Stream {
  sent: number;
  heard: number;
  /** One end closed the link: what was not heard yet may be lost. */
  ended: boolean;
}

/** What all people of a run said to each other, by `from>to/link`. */
export class Ledger {
  readonly streams = new Map<string, Stream>();
  readonly violations: string[] = [];

  stream(from: string, to: string, link: number): Stream {
    const key = `${from}>${to}/${link}`;
    const stream = this.streams.get(key) ?? { sent: 0, heard: 0, ended: false };
    this.streams.set(key, stream);
    return stream;
  }

  heard(from: string, to: string, link: number, n: number): void {
    const stream = this.stream(from, to, link);
    if (n !== stream.heard + 1) {
      this.violations.push(`${from}>${to}/${link}: ${n} after ${stream.heard}`);
    }
    stream.heard = n;
  }

  /** What went astray between these sessions. */
  unheard(sessions: readonly string[]): string[] {
    return [...this.streams]
      .filter(([, stream]) => !stream.ended && stream.heard !== stream.sent)
      .filter(([key]) => sessions.filter((session) => key.includes(session)).length === 2)
      .map(([key, { sent, heard }]) => `${key}: ${heard} of ${sent}`);
  }
}

/** A page with its own network, which talks to all others, and counts. */
export class Person {
  readonly wire: Wire;
  readonly clock: ReturnType<World["clock"]>;
  signaling: Signaling | undefined;
  ticket: string | undefined;
  /** Why the session could not start, or ended. */
  failure: Error | undefined;
  /** Commands that were given and are not answered yet. */
  pending = 0;
  crashed = false;
  readonly failures: unknown[] = [];
  readonly events: string[] = [];
  readonly #world: World;
  readonly #ledger: Ledger;
  readonly #links = new Map<string, Set<number>>();

  constructor(world: World, server: () => TestServer, ledger: Ledger) {
    this.#world = world;
    this.#ledger = ledger;
    this.wire = new Wire(world, server);
    this.clock = world.clock();
  }

  /** Starts a page that may hold the ticket of the page before. */
  open(ticket?: string, more: Partial<SignalingOptions> = {}): this {
    const options: SignalingOptions = {
      url: "ws://server/signal",
      room: "r",
      offers: async () => [1, 2].map((n) => ({ id: `o${n}`, data: { n: 1 } })),
      keep: { load: () => ticket, save: (next) => this.#keep(next) },
      patience: 120_000,
      WebSocket: this.wire.Socket,
      clock: this.clock,
      ...more,
    };
    Signaling.open(options, (signaling) => this.#attach(signaling)).catch((error: Error) => {
      this.failure = error;
    });
    return this;
  }

  get session(): string {
    return this.signaling?.session ?? "";
  }

  get peers(): string[] {
    const members = this.signaling?.roster.members.keys() ?? [];
    return [...members].filter((session) => session !== this.session);
  }

  say(peer: string, link: number, times = 1): void {
    for (; times > 0; times--) {
      const n = ++this.#ledger.stream(this.session, peer, link).sent;
      this.signaling?.send(peer, link, "app", { n });
    }
  }

  /** One random thing that a page does. */
  act(): void {
    const { signaling } = this;
    const world = this.#world;
    const peer = world.pick(this.peers);
    if (!signaling || signaling.state === "left" || peer === undefined) return;
    const links = this.#linksTo(peer);
    const dice = world.random();
    if (dice < 0.04 || links.size === 0) links.add(signaling.openLink(peer));
    else if (dice < 0.06) this.#close(peer, world.pick([...links]) ?? 1);
    else if (dice < 0.07) this.say(peer, world.pick([...links]) ?? 1, 150);
    else if (dice < 0.7) this.say(peer, world.pick([...links]) ?? 1, 1 + world.random() * 3);
    else if (dice < 0.85) this.command(signaling.update({ at: Math.round(world.now) }));
    else if (dice < 0.87) this.command(signaling.refreshIce());
    else if (dice < 0.9) signaling.pulse({ speaking: true });
    else if (dice < 0.92) signaling.probe();
  }

  command(promise: Promise<unknown>): void {
    this.pending++;
    promise
      .catch((error) => this.failures.push(error))
      .finally(() => {
        this.pending--;
      });
  }

  leave(): void {
    void this.signaling?.leave();
  }

  /** The page is put aside for a while, and comes back. */
  hold(): void {
    void this.signaling?.leave(20_000);
    this.#world.after(this.#world.random() * 15_000, () => this.signaling?.probe());
  }

  /** The page vanishes without a word, as a browser that is killed. */
  crash(): void {
    this.crashed = true;
    this.wire.offline = true;
    this.wire.cut(false, true);
  }

  #attach(signaling: Signaling): void {
    this.signaling = signaling;
    let session = "";
    signaling.on("joined", ({ offers }) => {
      session = signaling.session;
      this.#links.clear();
      for (const to of Object.values(offers)) {
        this.#ledger.stream(session, to, 1).sent = 1;
        this.#linksTo(to).add(1);
      }
      this.events.push("joined");
    });
    signaling.on("signal", ({ from, link, data }) => {
      this.#linksTo(from).add(link);
      this.#ledger.heard(from, session, link, (data as Note).n);
    });
    signaling.on("roster", (changes) => {
      for (const change of changes) {
        this.events.push(change.type);
        if (change.type === "removed") this.#forget(change.member.session);
        if (change.type === "replaced") this.#forget(change.old.session);
      }
    });
    signaling.on("state", ({ state, cause }) => this.events.push(`${state} ${cause}`));
    signaling.on("error", (error) => this.failures.push(error));
    signaling.on("closed", (error) => {
      this.failure = error;
    });
  }

  #keep(ticket: string | undefined): void {
    this.ticket = ticket;
  }

  #linksTo(peer: string): Set<number> {
    const links = this.#links.get(peer) ?? new Set();
    this.#links.set(peer, links);
    return links;
  }

  #close(peer: string, link: number): void {
    this.signaling?.closeLink(peer, link);
    this.#linksTo(peer).delete(link);
    this.#ledger.stream(this.session, peer, link).ended = true;
    this.#ledger.stream(peer, this.session, link).ended = true;
  }

  /** The roster says that the peer is gone: this end closed its links. */
  #forget(peer: string): void {
    this.#links.delete(peer);
    for (const [key, stream] of this.#ledger.streams) {
      if (key.includes(peer) && key.includes(this.session)) stream.ended = true;
    }
  }
}
