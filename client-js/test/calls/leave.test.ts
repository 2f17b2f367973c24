import { expect, test, vi } from "vitest";
import { SimPage } from "./page.js";
import { call } from "./town.js";

test.each(["suspect", "race", "parked"] as const)(
  "who leaves when told that a path is in %s has left: nothing of the room runs any more",
  async (state) => {
    const { world, air, pages } = await call(["Ada", "Bob", "Eve"]);
    const [ada] = pages;
    if (!ada) return;
    ada.room.on("path", ({ to }) => void (to === state && ada.room.leave()));
    air.cut({});
    await world.pass(20_000);
    expect(ada.room.state).toBe("left");
    expect(ada.open).toEqual([]);
    const timers = vi.spyOn(ada.clock, "after");
    await world.pass(5000);
    expect(timers).not.toHaveBeenCalled();
  },
);

test("who leaves when told of the first of two newcomers has left: nothing is begun with the other", async () => {
  const { world, air, server, pages } = await call(["Ada"]);
  const [ada] = pages;
  if (!ada) return;
  ada.room.on("peer-joined", () => void ada.room.leave());
  ada.wire.offline = true;
  ada.wire.cut(true, true);
  for (const name of ["Bob", "Eve"]) new SimPage(name, air, () => server).join();
  await world.pass(2000);
  ada.wire.offline = false;
  await world.pass(10_000);
  expect(ada.room.state).toBe("left");
  expect(ada.events.length).toBe(1);
  expect(ada.room.peers.size).toBe(0);
  expect(ada.open).toEqual([]);
});
