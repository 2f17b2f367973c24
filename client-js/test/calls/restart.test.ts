import { expect, test } from "vitest";
import { call, wrongs } from "./town.js";

type Call = Awaited<ReturnType<typeof call>>;

/** For `ms` pages get no processor now and then, and nothing that a page sends gets through. */
async function trouble({ world, air, pages }: Call, ms: number): Promise<void> {
  const long = () => world.random() * (world.chance(0.3) ? 4000 : 800);
  for (const end = world.now + ms; world.now < end; ) {
    await world.pass(100 + world.random() * 1000);
    for (const page of pages) if (world.chance(0.4)) page.starve(long());
    const mute = world.chance(0.4) ? world.pick(pages) : undefined;
    if (mute) world.after(long(), air.cut({ from: mute.name }));
  }
}

/** Nobody reaches the server, which forgets everything, while the pages are in trouble. */
async function restart(it: Call): Promise<void> {
  await trouble(it, 2000);
  it.server.restart();
  for (const page of it.pages) page.wire.offline = true;
  await trouble(it, 6000);
  for (const page of it.pages) page.wire.offline = false;
  await trouble(it, 8000);
}

test("a restart of the server: the same people on the same connections, whose media never stopped", async () => {
  const { world, server, pages } = await call(["Ada", "Bob", "Eve"]);
  const before = pages.map(({ events, made }) => [events.length, made.length]);
  server.restart();
  for (const page of pages) page.wire.offline = true;
  await world.pass(8000);
  for (const page of pages) page.wire.offline = false;
  await world.pass(10_000);
  expect(wrongs(pages)).toEqual([]);
  expect(pages.map(({ events, made }) => [events.length, made.length])).toEqual(before);
});

test.each([
  { names: ["Ada", "Bob"], seeds: 40 },
  { names: ["Ada", "Bob", "Eve"], seeds: 8 },
])(
  "the same with starved pages and paths that stutter: $names are well within 20 s",
  async (given) => {
    for (let seed = 1; seed <= given.seeds; seed++) {
      const it = await call(given.names, seed);
      await restart(it);
      for (const ms of [20_000, 20_000]) {
        await it.world.pass(ms);
        expect({ seed, wrongs: wrongs(it.pages) }).toEqual({ seed, wrongs: [] });
      }
      const errors = it.pages.flatMap(({ events }) => events.filter((e) => e.startsWith("error")));
      expect({ seed, errors }).toEqual({ seed, errors: [] });
    }
  },
  120_000,
);
