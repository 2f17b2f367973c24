import { expect, test, vi } from "vitest";
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
