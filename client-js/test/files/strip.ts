import { vi } from "vitest";
import type { Channel, Peer, Room, RoomEvents } from "../../src/api.js";
import { Emitter } from "../../src/emitter.js";
import type { Wire } from "../../src/files/desk.js";
import { exchangeFiles, type FileExchange, type Transfer } from "../../src/files/files.js";
import { World } from "../signaling/world.js";

/** Milliseconds of real time, for what is read and hashed meanwhile. */
const PATIENCE = 30_000;
/** Turns of the event loop in which nothing happens. */
const CALM = 10;

vi.setConfig({ testTimeout: 60_000 });

type Data = string | ArrayBuffer;

/** One end of a channel: what is sent waits in `flight` until it is delivered or lost. */
export class FakeWire implements Wire {
  readyState: RTCDataChannelState = "open";
  bufferedAmountLowThreshold = 0;
  onbufferedamountlow: Wire["onbufferedamountlow"] = null;
  flight: Data[] = [];
  most = 0;

  bufferedAmount = 0;

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.readyState !== "open") throw new Error("closed");
    this.flight.push(typeof data === "string" ? data : data.slice().buffer);
    this.bufferedAmount += data.length;
    this.most = Math.max(this.most, this.bufferedAmount);
  }

  next(): Data | undefined {
    const before = this.bufferedAmount;
    const data = this.flight.shift();
    this.bufferedAmount -= data === undefined ? 0 : sizeOf(data);
    const low = this.bufferedAmountLowThreshold;
    if (before > low && this.bufferedAmount <= low)
      this.onbufferedamountlow?.call(this as unknown as RTCDataChannel, new Event("low"));
    return data;
  }
}

const sizeOf = (data: Data) => (typeof data === "string" ? data.length : data.byteLength);

/** A page as far as files go: a room with one other person, and what its exchange told. */
export class Page {
  readonly peers = new Map<string, Peer>();
  readonly offers: Transfer[] = [];
  readonly told: Transfer[] = [];
  readonly events = new Emitter<RoomEvents>();
  channel: Channel | undefined;
  files!: FileExchange;
  readonly peer = { id: "other" } as Peer;

  constructor(maxSize?: number) {
    this.peers.set("other", this.peer);
    this.begin(maxSize);
  }

  /** The page has just been loaded. */
  begin(maxSize?: number): void {
    const room = {
      peers: this.peers,
      on: (event: "peer-left", listener: never) => this.events.on(event, listener),
      channel: (channel: Channel) => {
        this.channel = channel;
        return () => {};
      },
    };
    this.files = exchangeFiles(room as unknown as Room, maxSize === undefined ? {} : { maxSize });
    this.files.on("offer", (transfer) => this.offers.push(transfer));
    this.files.on("change", (transfer) => this.told.push(transfer));
  }

  carried(wire: FakeWire | undefined): void {
    this.channel?.carried(this.peer, wire as unknown as RTCDataChannel);
  }

  hear(data: Data): void {
    this.channel?.message(this.peer, data);
  }
}

/** The way between two pages: one connection or, while one takes over from another, several. */
export class Strip {
  readonly a: Page;
  readonly b: Page;
  lines: { a: FakeWire; b: FakeWire }[] = [];
  /** May change what is on its way. */
  spoil: (data: Data) => Data = (data) => data;

  constructor(a = new Page(), b = new Page()) {
    this.a = a;
    this.b = b;
  }

  /** A further connection, which carries nobody yet. */
  line(): { a: FakeWire; b: FakeWire } {
    const line = { a: new FakeWire(), b: new FakeWire() };
    this.lines.push(line);
    return line;
  }

  connect(): this {
    const line = this.line();
    this.a.carried(line.a);
    this.b.carried(line.b);
    return this;
  }

  /** What is under way is lost. */
  cut(line = this.lines.at(-1)): void {
    this.lines = this.lines.filter((each) => each !== line);
    for (const wire of line ? [line.a, line.b] : []) {
      wire.readyState = "closed";
      wire.flight = [];
    }
  }

  /** Delivers one message, if there is one that way. */
  deliver(line: { a: FakeWire; b: FakeWire } | undefined, way: "a" | "b"): boolean {
    const data = line?.[way].next();
    if (data === undefined) return false;
    (way === "a" ? this.b : this.a).hear(this.spoil(data));
    return true;
  }

  /** Delivers until that holds. */
  async until(holds: () => boolean): Promise<void> {
    for (const end = Date.now() + PATIENCE; !holds(); ) {
      if (Date.now() > end) throw new Error(`not within ${PATIENCE} ms: ${holds}`);
      for (const line of this.lines) for (const way of ["a", "b"] as const) this.deliver(line, way);
      await breath();
    }
  }

  /** Delivers all, until nobody is at work any more. */
  async settle(): Promise<void> {
    let calm = 0;
    await this.until(() => {
      const flying = this.lines.some(({ a, b }) => a.flight.length + b.flight.length > 0);
      const all = [...this.a.files.transfers, ...this.b.files.transfers];
      calm = flying || all.some(({ state }) => state === "running") ? 0 : calm + 1;
      return calm > CALM;
    });
  }
}

/** Lets what the platform does meanwhile come in. */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function bytes(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const world = new World(seed);
  return Uint8Array.from({ length: size }, () => world.random() * 256);
}

/** What a transfer shows. */
export const shown = ({ name, type, size, direction, state, bytes, reason }: Transfer) => ({
  ...{ name, type, size, direction, state, bytes, reason },
});

export const fileOf = (content: Uint8Array<ArrayBuffer>, name = "a.bin", type = "image/png") =>
  new File([content], name, { type });

/** Whether the file has exactly these bytes. */
export async function holds(file: Blob | undefined, content: Uint8Array): Promise<boolean> {
  return (
    file !== undefined && Buffer.compare(new Uint8Array(await file.arrayBuffer()), content) === 0
  );
}

export function only<T>(list: readonly T[]): T {
  if (list.length !== 1) throw new Error(`not one but ${list.length}`);
  return list[0] as T;
}

/** A file that was offered, as both sides have it. */
export async function offered(strip: Strip, file: File) {
  const out = only(strip.a.files.offer(file));
  await strip.settle();
  const incoming = strip.b.offers.at(-1);
  if (!incoming) throw new Error("no offer came");
  return { out, incoming };
}
