import { expect, test } from "vitest";
import { TIMING } from "../../src/race/timing.js";
import { connected, type End, gaps } from "./simulation.js";

const well = (...ends: readonly End[]) =>
  ends.every(({ at, shown, other }) => at === "stable" && shown === other.shown);
const open = (end: End) => end.lanes().map(({ number }) => number);

test("the first connection is stable, and nothing else happens", async () => {
  const { world, a, b, ends } = await connected();
  await world.pass(60_000);
  for (const end of ends) {
    expect(end.moves.map(({ to, cause }) => `${to} ${cause}`)).toEqual(["stable connected"]);
    expect(open(end)).toEqual([1]);
  }
  expect(well(a, b)).toBe(true);
});

test("the direct way dies: by relay again in half a second, on both sides, with one link left", async () => {
  const { net, a, b, ends } = await connected();
  net.cut("direct");
  const worst = await gaps(ends, 5000);
  for (const gap of worst) expect(gap).toBeLessThan(600);
  expect(well(a, b)).toBe(true);
  expect(ends.map(open)).toEqual([[3], [3]]);
  expect(ends.map((end) => end.all.get(3)?.way)).toEqual(["relay", "relay"]);
  expect(a.moves.slice(1).map(({ from, to }) => `${from} ${to}`)).toEqual([
    "stable suspect",
    "suspect race",
    "race stable",
  ]);
});

test("only one direction dies, whichever: both sides agree on the new connection", async () => {
  for (const side of [0, 1]) {
    const { net, a, b, ends } = await connected();
    net.cut("direct", side);
    const worst = await gaps(ends, 5000);
    for (const gap of worst) expect(gap).toBeLessThan(700);
    expect(well(a, b)).toBe(true);
    expect(ends.map(open)).toEqual([[3], [3]]);
  }
});

test("the way pauses for less than a second: the old connection is kept, with a key frame", async () => {
  for (const pause of [260, 400, 700]) {
    const { world, net, a, b, ends } = await connected();
    net.cut("relay");
    net.cut("direct");
    await world.pass(pause);
    net.heal("direct");
    const worst = await gaps(ends, 4000);
    for (const gap of worst) expect(gap).toBeLessThan(400);
    expect(well(a, b)).toBe(true);
    expect(a.shown).toBe(1);
    expect(ends.map(open)).toEqual([[1], [1]]);
    expect(a.shows).toEqual([]);
  }
});

test("news of a race that is over comes late: either side is answered, and nothing is changed", async () => {
  for (const side of [0, 1] as const) {
    const { world, a, b, ends } = await connected();
    ends[side].healer.tell({ type: "offered", link: 9 - side });
    await world.pass(300);
    expect(well(a, b)).toBe(true);
    expect(ends.map((end) => [open(end), end.shows])).toEqual([
      [[1], []],
      [[1], []],
    ]);
  }
});

test("what paused and came back is given more time, for some minutes", async () => {
  const { world, net, a, b } = await connected();
  const races = () => [a, b].flatMap(({ moves }) => moves).filter(({ to }) => to === "race").length;
  const pause = async () => {
    net.cut("direct");
    net.cut("relay");
    await world.pass(300);
    net.heal("direct");
    await world.pass(20_000);
    return races();
  };
  const first = await pause();
  expect(first).toBe(2);
  expect(await pause()).toBe(first);
  await world.pass(1_200_000);
  expect(await pause()).toBe(2 * first);
});

test("ten minutes on machines starved as at load 28: a race at most, on average, and nothing is changed", async () => {
  const seeds = [1, 2, 3, 4, 5, 6];
  let races = 0;
  for (const seed of seeds) {
    const { world, a, b, ends } = await connected(seed);
    for (const end of ends) {
      world.every(150, () => {
        if (world.chance(0.2)) end.starve(world.random() * (world.chance(0.1) ? 350 : 140));
      });
    }
    await world.pass(600_000);
    races += a.moves.filter(({ to }) => to === "race").length;
    expect([...a.shows, ...b.shows]).toEqual([]);
  }
  expect(races).toBeLessThanOrEqual(seeds.length);
}, 60_000);

test("a shorter pause than the threshold changes nothing", async () => {
  const { world, net, a, b } = await connected();
  net.cut("direct");
  await world.pass(120);
  net.heal("direct");
  await world.pass(3000);
  expect([...a.moves, ...b.moves].filter(({ to }) => to === "race")).toEqual([]);
});

test("the first key frame is lost: it is asked for again until pictures come", async () => {
  const { world, net, a, b, ends } = await connected();
  net.cut("relay");
  net.cut("direct");
  await world.pass(240);
  net.heal("direct");
  const lanes = ends.map((end) => end.all.get(1));
  await world.pass(90);
  for (const lane of lanes) if (lane) lane.broken = true;
  await world.pass(2000);
  expect(lanes.map((lane) => lane?.broken)).toEqual([false, false]);
  expect(well(a, b)).toBe(true);
});

test("nothing works for a minute: parked after 15 s, well within a second of the way's return", async () => {
  const { world, net, a, b, ends } = await connected();
  net.cut("relay");
  net.cut("direct");
  await world.pass(TIMING.race + 1000);
  const parked = ends.map(({ moves }) => moves.find(({ to }) => to === "parked"));
  expect(parked).toMatchObject([{ cause: "tick" }, { cause: "tick" }]);
  await world.pass(45_000);
  net.heal("direct");
  const worst = await gaps(ends, 5000);
  for (const gap of worst) expect(gap).toBeLessThan(1000);
  await world.pass(20_000);
  expect(well(a, b)).toBe(true);
  expect(ends.map((end) => open(end).length)).toEqual([1, 1]);
});

test("the owner is silent: the other side opens an even link after 1.5 s", async () => {
  const { world, net, a, b } = await connected();
  a.free = false; // it may not begin a race, as when three others are on
  net.cut("direct");
  await world.pass(1500);
  expect(open(b)).toEqual([1]);
  await world.pass(2000);
  expect(well(a, b)).toBe(true);
  expect(open(b)).toEqual([2]);
});

test("signals are gone, too: the race waits for them and then ends", async () => {
  const { world, net, a, b } = await connected();
  net.cut("direct");
  net.signals = false;
  await world.pass(4000);
  expect(well(a, b)).toBe(false);
  net.signals = true;
  await world.pass(3000);
  expect(well(a, b)).toBe(true);
});

test("a standby takes over faster than a new connection, and is the only link left", async () => {
  const { world, net, a, b, ends } = await connected();
  a.make(5, true, true);
  await world.pass(2000);
  expect(ends.map((end) => end.moves.length)).toEqual([1, 1]);
  net.cut("direct");
  const worst = await gaps(ends, 3000);
  for (const gap of worst) expect(gap).toBeLessThan(440);
  expect(well(a, b)).toBe(true);
  expect(ends.map(open)).toEqual([[5], [5]]);
});

test("nobody sends pictures or the camera shows none: sound, or the connection itself, decides", async () => {
  for (const picture of [false, true]) {
    const { world, net, a, b, ends } = await connected();
    for (const end of ends) end.picture = picture;
    for (const lane of ends.map((end) => end.all.get(1))) if (lane) lane.broken = true;
    net.cut("direct");
    await world.pass(picture ? 3000 : 1000);
    expect(well(a, b)).toBe(true);
    expect(ends.map(open)).toEqual([[3], [3]]);
  }
});

test("out of reach: parked at once without a connection made, and back when it is reached", async () => {
  const { world, net, a, b, ends } = await connected();
  for (const end of ends) Object.assign(end, { reachable: false, free: false });
  net.cut("relay");
  net.cut("direct");
  await world.pass(30_000);
  expect(ends.map(({ at }) => at)).toEqual(["parked", "parked"]);
  expect(ends.map((end) => end.all.size)).toEqual([1, 1]);
  net.heal("relay");
  for (const end of ends) {
    Object.assign(end, { reachable: true, free: true });
    end.healer.tell({ type: "network" });
  }
  await world.pass(1000);
  expect(well(a, b)).toBe(true);
  expect(ends.map((end) => end.all.get(end.shown ?? 0)?.way)).toEqual(["relay", "relay"]);
});

test("cuts and returns at random: it always ends well, with one link and no timer of the past", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { world, net, a, b, ends } = await connected(seed);
    for (let i = 0; i < 12; i++) {
      const way = world.pick(["direct", "relay"] as const) ?? "direct";
      if (world.chance(0.5))
        net.cut(way, ...(world.chance(0.4) ? [world.chance(0.5) ? 0 : 1] : []));
      else net.heal(way);
      net.signals = world.chance(0.8);
      await world.pass(world.random() * 3000);
    }
    net.heal("direct");
    net.heal("relay");
    net.signals = true;
    await world.pass(60_000);
    expect({ seed, well: well(a, b), links: ends.map((end) => open(end).length) }).toEqual({
      seed,
      well: true,
      links: [1, 1],
    });
  }
});
