import { describe, expect, test } from "vitest";
import type { IceUse } from "../../src/signaling/options.js";
import { said, town } from "./town.js";

describe("a policy of relayed media", () => {
  test("holds for who joins later, from the answer on", async () => {
    const { server, come } = town();
    await come();
    server.room.setPolicy({ relay: true });
    const bob = await come();
    expect(bob.signaling?.ice.relay).toBe(true);
  });

  test("holds at once for who is there, and other servers are asked for", async () => {
    const { world, server, come } = town();
    const ada = await come();
    const told: IceUse[] = [];
    ada.signaling?.on("ice", (ice) => told.push(ice));
    server.room.setPolicy({ relay: true });
    await world.pass(500);
    expect(told.map(({ relay }) => relay)).toEqual([true, true]);
    expect(told.map(({ expires }) => expires > 0)).toEqual([false, true]);
    expect(said(ada).filter(({ type }) => type === "ice")).toHaveLength(1);
    server.room.setPolicy({ relay: false });
    await world.pass(500);
    expect(ada.signaling?.ice.relay).toBe(false);
  });

  test("is learnt by who was away when it was set", async () => {
    const { world, server, come } = town();
    const ada = await come();
    await come();
    ada.wire.offline = true;
    ada.wire.cut(true, true);
    server.room.setPolicy({ relay: true });
    ada.wire.offline = false;
    await world.pass(9000);
    expect(ada.signaling?.ice.relay).toBe(true);
  });

  test("leaves the servers alone when something else of it changes", async () => {
    const { world, server, come } = town();
    const ada = await come();
    server.room.setPolicy({ capacity: 3 });
    await world.pass(500);
    expect(said(ada).filter(({ type }) => type === "ice")).toEqual([]);
  });
});
