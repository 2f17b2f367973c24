import { describe, expect, test } from "vitest";
import { said, town } from "./town.js";

describe("leaving", () => {
  test("is told to the server, and leaves no timer", async () => {
    const { world, server, come } = town();
    const ada = await come();
    const pending = ada.signaling?.update({ mic: "off" });
    ada.signaling?.pulse({ speaking: true });
    ada.leave();
    await expect(pending).rejects.toMatchObject({ code: "left" });
    await expect(ada.signaling?.update({ mic: "on" })).rejects.toMatchObject({ code: "left" });
    ada.signaling?.pulse({ speaking: false });
    ada.signaling?.probe();
    await world.pass(100);
    expect(server.room.members.size).toBe(0);
    expect(ada.signaling?.state).toBe("left");
    expect(ada.failure).toBeUndefined();
    expect(ada.ticket).toBeUndefined();
    expect(ada.clock.ahead).toBe(0);
  });

  test("with a hold keeps the place, and a probe takes it again", async () => {
    const { world, server, come } = town();
    const ada = await come();
    const { session } = ada;
    void ada.signaling?.leave(20_000);
    await world.pass(5000);
    expect(server.room.members.get(session)?.state).toBe("away");
    expect(ada.signaling?.state).toBe("reconnecting");
    expect(ada.clock.ahead).toBe(0);
    ada.signaling?.probe();
    await world.pass(200);
    expect(ada.signaling?.state).toBe("connected");
    expect(ada.session).toBe(session);
  });
});

describe("in the room", () => {
  test("an update reaches everybody, and resolves", async () => {
    const { world, come } = town();
    const ada = await come();
    const bob = await come();
    const done = ada.signaling?.update({ mic: "off" });
    await Promise.all([done, world.pass(200)]);
    expect(bob.signaling?.roster.members.get(ada.session)?.profile).toEqual({ mic: "off" });
  });

  test("pulses are at most two a second, the latest values winning", async () => {
    const { world, come } = town();
    const ada = await come();
    for (let i = 0; i < 20; i++) {
      ada.signaling?.pulse({ level: i, speaking: true });
      await world.pass(50);
    }
    await world.pass(1000);
    const pulses = said(ada).filter((frame) => frame.type === "pulse");
    expect(pulses).toHaveLength(3);
    expect(pulses.at(-1)).toMatchObject({ values: { level: 19, speaking: true } });
  });

  test("fresh ICE servers bring a fresh ticket", async () => {
    const { world, come } = town();
    const ada = await come();
    const before = ada.ticket;
    const [ice] = await Promise.all([ada.signaling?.refreshIce(), world.pass(200)]);
    expect(ice?.expires).toBeGreaterThan(0);
    expect(ada.signaling?.ice).toEqual(ice);
    expect(ada.ticket).not.toBe(before);
  });

  test("a lost change of the roster is noticed at the next heartbeat", async () => {
    const { world, server, come } = town();
    const ada = await come();
    ada.wire.faults = { lose: 1, double: 0, delay: 0 };
    const bob = await come(undefined, { offers: async () => [] });
    ada.wire.faults = { lose: 0, double: 0, delay: 0 };
    expect(ada.signaling?.roster.members.has(bob.session)).toBe(false);
    await world.pass(5200);
    expect(ada.signaling?.roster.head).toEqual(server.room.head);
  });

  test("a signal that met nobody makes the client ask, and keeps its link", async () => {
    const { world, server, come } = town();
    const ada = await come();
    const bob = await come();
    server.hub.of(ada.session)?.end.send({
      type: "undeliverable",
      to: bob.session,
      link: 1,
      seq: 1,
      code: "unknown-peer",
    });
    await world.pass(100);
    expect(said(ada).filter((frame) => frame.type === "sync")).toHaveLength(1);
    expect(ada.signaling?.openLink(bob.session)).toBeGreaterThan(1);
  });

  test("a session that is seen again gets links above those of its first time", async () => {
    const { world, server, come } = town();
    const ada = await come();
    const bob = await come();
    const { session } = bob;
    bob.wire.faults = { lose: 1, double: 0, delay: 0 };
    server.room.remove(session, "expired");
    server.room.add(session, { instance: "bobs-page", generation: 9 }, {}, undefined);
    await world.pass(200);
    expect(ada.events.slice(-2)).toEqual(["removed", "added"]);
    expect(ada.signaling?.openLink(session)).toBeGreaterThan(1);
    ada.say(session, 1);
    await world.pass(3000);
    expect(said(ada).filter((frame) => frame.type === "signal")).toEqual([]);
  });
});
