import { expect, test } from "vitest";
import { Healing } from "../../src/media/healing.js";
import { Healer } from "../../src/race/healer.js";
import { connected } from "../race/simulation.js";

const decoded = (link: number) => ({ type: "decoded", link }) as const;

test("what the other side said before is told to the healer when its code is here", async () => {
  const { a } = await connected();
  const healing = new Healing();
  expect(healing.healer).toBeUndefined();
  healing.tell(decoded(1));
  healing.tell(decoded(3));
  const healer = healing.start(new Healer(a), true);
  expect(healer.path).toMatchObject({ at: "race", first: true, theirs: [1, 3] });
  healing.tell(decoded(5));
  expect(healer.path).toMatchObject({ theirs: [1, 3, 5] });
});

test("it finds a call that goes on, and watches it", async () => {
  const { a, world } = await connected();
  const healing = new Healing();
  const healer = healing.start(new Healer(a), true);
  for (let i = 0; i < 3; i++) {
    healer.look({ free: true, reachable: true });
    await world.pass(50);
  }
  expect(healer.path).toEqual({ at: "stable" });
  expect(healer.watching).toBe(true);
});

test("of connections that are no more, and of a flood, it hears nothing", async () => {
  const { a } = await connected();
  const healing = new Healing();
  healing.tell(decoded(1));
  healing.stop();
  for (let link = 1; link < 1000; link++) healing.tell(decoded(link));
  const { path } = healing.start(new Healer(a), true);
  expect(path).toMatchObject({ at: "race" });
  if (path?.at === "race") expect(path.theirs).toHaveLength(64);
});

test("where no connection was begun, there is no path", async () => {
  const { a } = await connected();
  const healing = new Healing();
  expect(healing.start(new Healer(a), false).path).toBeUndefined();
});
