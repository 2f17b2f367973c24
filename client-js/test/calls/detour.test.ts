import { expect, test } from "vitest";
import type { SimPage } from "./page.js";
import { call, wrongs } from "./town.js";

type Call = Awaited<ReturnType<typeof call>>;

/** Every gateway is stopped. */
function stop({ pages }: Call): void {
  for (const { wire } of pages) {
    wire.offline = true;
    wire.cut(true, true);
  }
}
/** Nothing goes directly between those two; the returned function heals it. */
function part({ air }: Call, a: SimPage, b: SimPage): () => void {
  const cuts = [
    air.cut({ from: a.name, to: b.name, way: "direct" }),
    air.cut({ from: b.name, to: a.name, way: "direct" }),
  ];
  return () => {
    for (const heal of cuts) heal();
  };
}
const errors = ({ pages }: Call) =>
  pages.flatMap(({ events }) => events.filter((event) => event.startsWith("error")));

test("every gateway is gone and a path dies: the pair is healed through the third in a second", async () => {
  const it = await call(["Ada", "Bob", "Eve"], 1, { turn: true });
  const [ada, bob] = it.pages as [SimPage, SimPage];
  stop(it);
  await it.world.pass(5000);
  part(it, ada, bob);
  await it.world.pass(1500);
  expect(wrongs(it.pages)).toEqual([]);
  expect(ada.room.state).toBe("reconnecting");
  expect(ada.open.map(({ way }) => way).sort()).toEqual(["direct", "relay"]);
  expect(errors(it)).toEqual([]);
});

test("two alone whose path dies without a gateway: after the first no attempt is made, and the path heals", async () => {
  const it = await call(["Ada", "Bob"], 1, { turn: true });
  const [ada, bob] = it.pages as [SimPage, SimPage];
  stop(it);
  await it.world.pass(2000);
  const heal = part(it, ada, bob);
  await it.world.pass(3000);
  const made = ada.made.length;
  await it.world.pass(20_000);
  expect(ada.made.length).toBe(made);
  heal();
  await it.world.pass(3000);
  expect(wrongs(it.pages)).toEqual([]);
});

test("who leaves without a gateway is gone for all", async () => {
  const it = await call(["Ada", "Bob", "Eve"]);
  const [ada, bob, eve] = it.pages as [SimPage, SimPage, SimPage];
  stop(it);
  await it.world.pass(1000);
  void bob.room.leave();
  await it.world.pass(100);
  for (const page of [ada, eve]) expect(page.events.at(-1)).toBe("left Bob left");
  await it.world.pass(30_000);
  expect(wrongs([ada, eve])).toEqual([]);
});

test("paths come and go for a minute without any gateway, and pages starve: it ends well", async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const it = await call(["Ada", "Bob", "Eve"], seed, { turn: true });
    const { world, pages } = it;
    stop(it);
    for (let i = 0; i < 40; i++) {
      await world.pass(world.random() * 3000);
      const a = world.pick(pages);
      const b = world.pick(pages.filter((page) => page !== a));
      if (a && b) world.after(world.random() * 6000, part(it, a, b));
      if (world.chance(0.3)) a?.starve(world.random() * 1000);
    }
    await world.pass(45_000);
    expect({ seed, wrongs: wrongs(pages), errors: errors(it) }).toEqual({
      seed,
      wrongs: [],
      errors: [],
    });
    for (const page of pages) page.wire.offline = false;
    await world.pass(20_000);
    expect({ seed, wrongs: wrongs(pages), errors: errors(it) }).toEqual({
      seed,
      wrongs: [],
      errors: [],
    });
  }
}, 120_000);
