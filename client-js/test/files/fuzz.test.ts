import { expect, test } from "vitest";
import type { Transfer } from "../../src/files/files.js";
import { CHUNK } from "../../src/files/frames.js";
import { World } from "../signaling/world.js";
import { breath, bytes, fileOf, holds, type Page, Strip } from "./strip.js";

const SEEDS = process.env.VERIFY_LONG ? 400 : 12;
const STEPS = 3000;

/** Files both ways over connections that break, and take over from each other, at any moment. */
async function run(seed: number) {
  const world = new World(seed);
  const random = () => world.random();
  const chance = (probability: number) => world.chance(probability);
  const strip = new Strip().connect();
  const sent = new Map<string, Uint8Array<ArrayBuffer>>();
  const out: Transfer[] = [];
  const send = (page: Page) => {
    const name = `file-${sent.size}`;
    const content = bytes(Math.floor(random() * random() * 60 * CHUNK), seed + sent.size);
    sent.set(name, content);
    out.push(...page.files.offer(fileOf(content, name)));
  };
  for (let i = 0; i < 4; i++) send(chance(0.6) ? strip.a : strip.b);

  for (let step = 0; step < STEPS; step++) {
    const line = strip.lines[Math.floor(random() * strip.lines.length)];
    for (let n = random() * 12; n > 0; n--) strip.deliver(line, chance(0.5) ? "a" : "b");
    if (chance(0.3)) await breath();
    if (chance(0.02)) disturb(strip, chance);
    for (const { offers } of [strip.a, strip.b])
      for (const offer of offers) if (offer.state === "offered" && chance(0.1)) offer.accept();
  }
  strip.cut();
  strip.connect();
  for (const { offers } of [strip.a, strip.b]) for (const offer of offers) offer.accept();
  await strip.settle();
  for (const { offers } of [strip.a, strip.b]) for (const offer of offers) offer.accept();
  await strip.settle();
  return { sent, out, received: [...strip.a.offers, ...strip.b.offers] };
}

function disturb(strip: Strip, chance: (probability: number) => boolean): void {
  const old = strip.lines.at(-1);
  if (chance(0.4)) strip.cut(old);
  if (chance(0.3)) {
    strip.a.carried(undefined);
    strip.b.carried(undefined);
  }
  // The two sides go over to the new connection at moments of their own; the old one may live on.
  const line = strip.line();
  const first = chance(0.5) ? "a" : "b";
  const second = first === "a" ? "b" : "a";
  strip[first].carried(line[first]);
  for (let n = 0; chance(0.9) && n < 30; n++) {
    strip.deliver(line, first);
    strip.deliver(old, chance(0.5) ? "a" : "b");
  }
  strip[second].carried(line[second]);
  if (chance(0.5)) strip.cut(old);
  if (strip.lines.length > 3) strip.cut(strip.lines[0]);
}

test.each(Array.from({ length: SEEDS }, (_, seed) => seed))(
  "whatever breaks, every byte arrives once, and everybody knows it (seed %i)",
  async (seed) => {
    const { sent, out, received } = await run(seed);
    expect(out.map(({ state }) => state)).toEqual(out.map(() => "done"));
    expect(received.map(({ name }) => name).sort()).toEqual([...sent.keys()].sort());
    for (const { name, state, file, size } of received) {
      expect(state).toBe("done");
      expect(file?.size).toBe(size);
      expect(await holds(file, sent.get(name) ?? new Uint8Array())).toBe(true);
    }
  },
  60_000,
);
