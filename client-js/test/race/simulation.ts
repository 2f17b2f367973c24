import { Healer } from "../../src/race/healer.js";
import type { HealerPort, Transition } from "../../src/race/healer-port.js";
import type { Word } from "../../src/race/path.js";
import { TIMING } from "../../src/race/timing.js";
import { World } from "../signaling/world.js";
import { SimLane } from "./sim-lane.js";

const SIGNAL = 30;
const SETUP = 120;

/** What lies between two people: two ways, each of which can be cut in either direction. */
export class Net {
  readonly ways = { direct: [true, true], relay: [true, true] };
  /** Whether signals get through. */
  signals = true;
  cut(way: "direct" | "relay", ...from: number[]): void {
    for (const side of from.length > 0 ? from : [0, 1]) this.ways[way][side] = false;
  }
  heal(way: "direct" | "relay"): void {
    this.ways[way] = [true, true];
  }
  stands(way: "direct" | "relay"): boolean {
    return this.ways[way].every(Boolean);
  }
}

/** One side of a pair. */
export class End implements HealerPort {
  other!: End;
  readonly world: World;
  readonly net: Net;
  readonly side: number;
  readonly clock;
  picture = true;
  free = true;
  reachable = true;
  restarts = 0;
  shown: number | undefined;
  readonly shows: { link: number; at: number }[] = [];
  readonly moves: (Transition & { at: number })[] = [];
  /** Every connection that was made here. */
  readonly all = new Map<number, SimLane>();
  readonly healer: Healer;
  #next: number;
  #starved = 0;

  constructor(world: World, net: Net, side: number) {
    this.world = world;
    this.net = net;
    this.side = side;
    this.clock = world.clock();
    this.#next = side === 0 ? 3 : 2;
    this.healer = new Healer(this);
    this.#look();
    world.every(20, () => this.run(() => this.#send(false)));
    world.every(60, () => this.picture && this.run(() => this.#send(true)));
  }

  /** This end gets no processor for `ms`: all that happens here happens later. */
  starve(ms: number): void {
    this.#starved = Math.max(this.#starved, this.world.now + ms);
  }

  run(task: () => void): void {
    const wait = this.#starved - this.world.now;
    if (wait > 0) this.world.after(wait, () => this.run(task));
    else task();
  }

  get owner(): boolean {
    return this.side === 0;
  }
  get at() {
    return this.healer.path?.at;
  }
  lanes = () => [...this.all.values()].filter(({ closed }) => !closed);

  make(number: number, relay = false, idle = false): void {
    const lane = new SimLane(this, number, relay, idle);
    this.all.set(number, lane);
    this.shown ??= number;
    this.healer.begin();
    this.signal(() => this.other.offered(lane));
  }

  offered({ number, relayOnly, idle }: SimLane): void {
    const lane = new SimLane(this, number, relayOnly, idle);
    this.all.set(number, lane);
    this.shown ??= number;
    this.healer.begin();
    if (!idle && this.lanes().length > 1) this.healer.tell({ type: "offered", link: number });
    this.world.after(SETUP, () => this.#connect(lane));
  }

  open(relay: boolean): void {
    this.make(this.#next, relay);
    this.#next += 2;
  }

  say(word: Word, link: number): void {
    this.signal(() => {
      const lane = this.other.all.get(link);
      if (lane && !lane.closed && (word !== "deaf" || link === this.other.shown))
        this.other.healer.tell({ type: word, link });
    });
  }

  show(link: number): void {
    if (link === this.shown) return;
    this.shown = link;
    this.shows.push({ link, at: this.world.now });
  }

  shut(link: number): void {
    const lane = this.all.get(link);
    if (lane) lane.closed = true;
  }

  moved(transition: Transition): void {
    this.moves.push({ ...transition, at: this.world.now });
  }

  signal(run: () => void): void {
    if (!this.net.signals) return void this.world.after(200, () => this.signal(run));
    this.world.after(SIGNAL, run);
  }

  /** Direct if that way stands, else by relay, else it goes on trying. */
  #connect(lane: SimLane): void {
    const twin = lane.twin;
    if (lane.closed || twin?.closed || !twin) return;
    const ways = lane.relayOnly ? (["relay"] as const) : (["direct", "relay"] as const);
    const way = ways.find((each) => this.net.stands(each));
    if (!way) return void this.world.after(100, () => this.#connect(lane));
    for (const each of [lane, twin]) {
      each.way = way;
      each.carry(() => {}); // the hello
    }
  }

  #look(): void {
    this.healer.look({ free: this.free, reachable: this.reachable });
    const next = this.healer.urgent ? TIMING.soon : TIMING.look;
    this.world.after(next, () => this.run(() => this.#look()));
  }

  #send(picture: boolean): void {
    for (const lane of this.lanes()) if (!lane.idle) lane.carry(() => {}, picture);
  }
}

/** A pair that has been connected for three seconds. */
export async function connected(seed = 1) {
  const world = new World(seed);
  const net = new Net();
  const a = new End(world, net, 0);
  const b = new End(world, net, 1);
  [a.other, b.other] = [b, a];
  a.make(1);
  await world.pass(3000);
  return { world, net, a, b, ends: [a, b] as const };
}

/** What that end sees of the other while `ms` pass: the longest time without a new picture. */
export async function gaps(ends: readonly End[], ms: number): Promise<number[]> {
  const world = ends[0]?.world;
  const seen = ends.map(() => ({ mark: "", at: world?.now ?? 0, worst: 0 }));
  for (let t = 0; t < ms; t += 10) {
    await world?.pass(10);
    ends.forEach((end, i) => {
      const one = seen[i];
      const mark = `${end.shown} ${end.all.get(end.shown ?? 0)?.pictures()}`;
      if (!one) return;
      one.worst = Math.max(one.worst, end.world.now - one.at);
      if (mark !== one.mark) Object.assign(one, { mark, at: end.world.now });
    });
  }
  return seen.map(({ worst }) => worst);
}
