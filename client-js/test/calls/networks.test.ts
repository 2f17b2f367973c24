import { expect, test } from "vitest";
import { TIMING } from "../../src/race/timing.js";
import type { SimPage } from "./page.js";
import { call, wrongs } from "./town.js";

type Call = Awaited<ReturnType<typeof call>>;
const NAMES = ["Ada", "Bob", "Eve", "Kim", "Lea"];

/** That page reaches nobody, and nobody it; its socket breaks without a word. Returns the end of it. */
function unplug({ air }: Call, { name, wire }: SimPage): () => void {
  const heal = [air.cut({ from: name }), air.cut({ to: name })];
  wire.offline = true;
  wire.cut(false, false);
  return () => {
    for (const run of heal) run();
    wire.offline = false;
  };
}
const begun = ({ paths }: SimPage) => paths.filter((path) => / (suspect|stable) race /.test(path));
const asked = ({ wire }: SimPage) =>
  wire.said.filter((text) => JSON.parse(text).type === "ice").length;
const tracks = ({ events }: SimPage) => events.filter((event) => event.startsWith("track"));

test("nothing gets through for a minute, and credentials are always about to end: no storm", async () => {
  const it = await call(NAMES.slice(0, 4), 1, { turn: true });
  const before = it.pages.map((page) => [asked(page), page.made.length] as const);
  const heal = it.air.cut({});
  const worst = (of: (page: SimPage, i: number) => number) => Math.max(...it.pages.map(of));
  const questions = () => worst((page, i) => asked(page) - (before[i]?.[0] ?? 0));
  const made = () => worst((page, i) => page.made.length - (before[i]?.[1] ?? 0));
  // In small steps, so that a storm fails here before it grows beyond bounds.
  for (let ms = 0; ms < 60_000 && made() < 1000; ms += 50) await it.world.pass(50);
  expect(questions()).toBeLessThanOrEqual(60_000 / TIMING.race + 1);
  expect(made()).toBeLessThan(100); // of three pairs
  expect(worst(({ open }) => open.length)).toBeLessThanOrEqual(3 * (1 + 2 * TIMING.attempts));
  heal();
  await it.world.pass(40_000);
  expect(wrongs(it.pages)).toEqual([]);
});

test("the direct ways die: all go by relay, the old tracks are told, and one link is left to each", async () => {
  const it = await call(NAMES.slice(0, 3), 1, { turn: true });
  const before = it.pages.map(tracks);
  it.air.cut({ way: "direct" });
  await it.world.pass(900);
  for (const page of it.pages) expect(page.open.some((each) => each.way === "relay")).toBe(true);
  await it.world.pass(4000);
  expect(wrongs(it.pages)).toEqual([]);
  expect(it.pages.map(tracks)).toEqual(before);
});

test("a warm standby takes over, and another is made when all is calm", async () => {
  const it = await call(NAMES.slice(0, 2), 1, { turn: true, standby: true });
  const [ada] = it.pages;
  await it.world.pass(TIMING.standby + 1000);
  const [direct, standby] = ada?.open ?? [];
  expect([direct?.way, standby?.way]).toEqual(["direct", "relay"]);
  expect(standby?.pictures).toBe(0);
  it.air.cut({ way: "direct" });
  await it.world.pass(450);
  expect(standby?.pictures).toBeGreaterThan(0);
  await it.world.pass(TIMING.standby + 3000);
  expect(ada?.open[0]).toBe(standby);
  expect(ada?.open.map(({ way }) => way)).toEqual(["relay", "relay"]);
});

test("the own network is gone: no connection is made without it, and all heal together when it is back", async () => {
  const it = await call(NAMES);
  const [ada] = it.pages;
  if (!ada) return;
  const plug = unplug(it, ada);
  await it.world.pass(3000);
  const made = ada.made.length;
  await it.world.pass(20_000);
  expect(ada.made.length).toBe(made);
  for (const name of NAMES.slice(1)) expect(ada.peer(name)?.connection).toBe("lost");
  plug();
  await it.world.pass(6000);
  expect(wrongs(it.pages)).toEqual([]);
});

test("somebody else's network is gone: that pair alone is raced for, and only while the server hears them", async () => {
  const it = await call(NAMES.slice(0, 3));
  const [ada, bob, eve] = it.pages;
  if (!ada || !bob || !eve) return;
  const plug = unplug(it, eve);
  await it.world.pass(20_000);
  for (const page of [ada, bob]) {
    expect(begun(page).every((path) => path.startsWith("Eve"))).toBe(true);
    expect(page.peer("Eve")).toMatchObject({ state: "away", connection: "lost" });
  }
  const made = ada.made.length;
  await it.world.pass(20_000);
  expect(ada.made.length).toBe(made);
  plug();
  await it.world.pass(6000);
  expect(wrongs(it.pages)).toEqual([]);
});

test("everybody falls silent at once: three races at a time", async () => {
  const it = await call(NAMES);
  const [ada] = it.pages;
  it.air.cut({ to: "Ada", way: "direct" });
  for (let ms = 0; ms < 400 && ada && begun(ada).length === 0; ms += 10) await it.world.pass(10);
  expect(ada && begun(ada).length).toBeGreaterThan(0);
  expect(ada && begun(ada).length).toBeLessThanOrEqual(TIMING.races);
  await it.world.pass(5000);
  expect(wrongs(it.pages)).toEqual([]);
});
