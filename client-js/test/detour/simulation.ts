import { Detour } from "../../src/detour/detour.js";
import type { DetourFrame } from "../../src/detour/frame.js";
import { Way } from "../../src/detour/way.js";
import { isLinkWord, type LinkWord } from "../../src/signaling/aside.js";
import type { SignalKind } from "../../src/signaling/frames.js";
import { Ledger, Person } from "../signaling/person.js";
import { TestServer } from "../signaling/server.js";
import { World } from "../signaling/world.js";
import { sealAtOnce } from "./sealing.js";

export const sdp = (name: string) => `v=0\r\na=fingerprint:sha-256 ${name}\r\n`;

/** Which channels stand. What one that is cut is given waits in it until it is whole again. */
export class Channels {
  readonly #cut = new Set<string>();
  readonly #closed = new Set<string>();
  cut(from: Page, to: Page): void {
    this.#cut.add(key(from, to));
  }
  heal(from: Page, to: Page): void {
    this.#cut.delete(key(from, to));
  }
  close(a: Page, b: Page): void {
    for (const each of [key(a, b), key(b, a)]) this.#closed.add(each);
  }
  carries(from: Page, to: Page): boolean {
    return !this.#cut.has(key(from, to)) && !from.person.crashed && !to.person.crashed;
  }
  open(from: Page, to: Page): boolean {
    return !this.#closed.has(key(from, to));
  }
}

const key = (from: Page, to: Page) => `${from.person.session}>${to.person.session}`;

/** One page's end of its channel to another. */
class Point extends Way {
  readonly #here: Page;
  readonly there: Page;
  readonly #waiting: (() => void)[] = [];

  constructor(here: Page, there: Page) {
    super();
    this.#here = here;
    this.there = there;
  }

  get id(): string {
    return this.there.person.session;
  }
  get live(): boolean {
    const { channels } = this.#here.town;
    return channels.open(this.#here, this.there) && channels.carries(this.there, this.#here);
  }

  tell(frame: DetourFrame): boolean {
    const { world, channels } = this.#here.town;
    if (!channels.open(this.#here, this.there)) return false;
    const forwarded = frame.from !== this.#here.person.session;
    this.#here.said.push(frame);
    for (const each of forwarded ? this.#here.forwards(frame) : [frame]) {
      const text = JSON.stringify(each);
      this.#waiting.push(() => this.there.hear(this.#here, JSON.parse(text)));
      world.after(5 + 20 * world.random(), () => this.flush());
    }
    return true;
  }

  /** Hands over what waits, in order, if the channel carries. */
  flush(): void {
    if (!this.#here.town.channels.carries(this.#here, this.there)) return;
    for (const run of this.#waiting.splice(0)) run();
  }
}

/** A person with signaling, and with channels to all others. */
export class Page {
  readonly points = new Map<string, Point>();
  /** How often another certificate was shown to it. */
  stranger = 0;
  /** Everything that was given to channels. */
  readonly said: DetourFrame[] = [];
  /** What it makes of a frame that it is to forward. */
  forwards: (frame: DetourFrame) => readonly DetourFrame[] = (frame) => [frame];
  readonly town: Town;
  readonly person: Person;
  detour!: Detour;

  constructor(town: Town, person: Person) {
    this.town = town;
    this.person = person;
  }

  get signaling() {
    if (!this.person.signaling) throw new Error("not in the room");
    return this.person.signaling;
  }

  connect(): void {
    this.detour = new Detour({
      signaling: this.signaling,
      clock: this.person.clock,
      people: () => new Map([...this.points].map(([id, way]) => [id, { way }])),
      isWord: isLinkWord,
      strange: () => this.stranger++,
    });
    this.#look();
  }

  hear(from: Page, frame: DetourFrame): void {
    const point = this.point(from);
    if (this.signaling.state !== "left") this.detour.hear(point, frame);
  }

  point(to: Page): Point {
    const point = this.points.get(to.person.session) ?? new Point(this, to);
    this.points.set(to.person.session, point);
    return point;
  }

  /** As the ward does. */
  #look(): void {
    for (const point of this.points.values()) this.detour.reaches(point);
    this.town.world.after(50, () => this.#look());
  }
}

/** A room of people who are all connected, and all servers of the world. */
export class Town {
  readonly world: World;
  readonly server: TestServer;
  readonly ledger = new Ledger();
  readonly channels = new Channels();
  readonly pages: Page[] = [];

  constructor(seed: number) {
    this.world = new World(seed);
    this.server = new TestServer(this.world);
  }

  /** Every gateway is stopped, as seen by those pages; or by all of them. */
  stop(...pages: readonly Page[]): void {
    if (pages.length === 0) this.server.outage = true;
    for (const { person } of pages.length > 0 ? pages : this.pages) {
      person.wire.offline = true;
      person.wire.cut(true, true);
    }
  }

  start(): void {
    this.server.outage = false;
    for (const { person } of this.pages) person.wire.offline = person.crashed;
  }

  /** That path is dead both ways. */
  cut(a: Page, b: Page): void {
    this.channels.cut(a, b);
    this.channels.cut(b, a);
  }

  heal(a: Page, b: Page): void {
    this.channels.heal(a, b);
    this.channels.heal(b, a);
    a.point(b).flush();
    b.point(a).flush();
  }
}

/** Pages in one room; they have met, each showing a certificate that is named like its session. */
export async function town(count: number, seed = 1): Promise<Town> {
  sealAtOnce();
  const made = new Town(seed);
  for (let i = 0; i < count; i++) {
    const person = new Person(made.world, () => made.server, made.ledger).open();
    made.pages.push(new Page(made, person));
    await made.world.pass(200);
  }
  for (const page of made.pages) {
    for (const other of made.pages) {
      if (other === page) continue;
      const { session } = other.person;
      page.point(other).meet("page", other.point(page).key, sdp(session));
    }
    page.connect();
  }
  await made.world.pass(1000);
  return made;
}

/** What a page between two others may invent: a frame that claims to come from somebody. */
export function forged(from: Page, to: Page, key: string, word: LinkWord): DetourFrame {
  const frame = { type: "detour", from: from.person.session, to: to.person.session } as const;
  const sealed = JSON.stringify([key, JSON.stringify({ ...frame, word })]);
  return { ...frame, sealed };
}

/** A signal as a link would make it. */
export const signal = (seq: number, kind: SignalKind, data: object, link = 1): LinkWord => ({
  link,
  seq,
  kind,
  data,
});
