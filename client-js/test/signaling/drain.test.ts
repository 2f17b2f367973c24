import { describe, expect, test } from "vitest";
import { hellos, said, town } from "./town.js";

/** Two people on a gateway that goes, and that has told them so. */
async function drained(within = 10_000, spread = 5000, seed = 1) {
  const all = town(seed);
  const ada = await all.come();
  const bob = await all.come();
  for (const person of [ada, bob]) person.events.length = 0;
  all.server.hub.drain(within, spread);
  return { ...all, ada, bob };
}

describe("a gateway that goes", () => {
  test("is left within the spread, by a resume with the next generation", async () => {
    const { world, server, ada, bob } = await drained();
    const { session } = ada;
    await world.pass(5100);
    expect(hellos(ada).map(({ type, generation }) => `${type} ${generation}`)).toEqual([
      "join 1",
      "resume 2",
    ]);
    expect([ada.signaling?.node, bob.signaling?.node]).toEqual(["node-2", "node-2"]);
    expect(ada.session).toBe(session);
    expect(server.hub.of(session)?.generation).toBe(2);
  });

  test("is left at moments that differ", async () => {
    const moments = new Set<number>();
    for (let seed = 1; seed <= 20; seed++) {
      const { world, ada } = await drained(10_000, 5000, seed);
      const from = world.now;
      while (hellos(ada).length < 2) await world.pass(10);
      moments.add(Math.floor((world.now - from) / 1200));
    }
    expect([...moments].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test("is not noticed: nobody is away, the state stays, no event comes", async () => {
    const { world, server, ada, bob } = await drained();
    const states = new Set<string | undefined>();
    for (let ms = 0; ms < 11_000; ms++) {
      await world.pass(1);
      states.add(ada.signaling?.state);
      expect([...server.room.members.values()].map(({ state }) => state)).toEqual(["up", "up"]);
    }
    expect([...states]).toEqual(["connected"]);
    expect([...ada.events, ...bob.events]).toEqual([]);
  });

  test("loses and doubles nothing of what is said meanwhile, and delays none of it", async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { world, ledger, ada, bob } = await drained(10_000, 1000, seed);
      for (let step = 0; step < 300; step++) {
        await world.pass(5);
        ada.say(bob.session, 1);
        bob.say(ada.session, 1);
      }
      await world.pass(600);
      expect(ledger.violations).toEqual([]);
      expect(ledger.stream(ada.session, bob.session, 1).heard).toBe(300);
      expect(ledger.stream(bob.session, ada.session, 1).heard).toBe(301);
    }
  });

  test("carries commands over, each once", async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { world, server, ada } = await drained(10_000, 300, seed);
      for (let n = 0; n < 20; n++) {
        ada.command(ada.signaling?.update({ n }) ?? Promise.reject());
        await world.pass(40);
      }
      await world.pass(500);
      expect(ada.pending).toBe(0);
      expect(ada.failures).toEqual([]);
      expect(new Set(server.applied).size).toBe(server.applied.length);
      expect(ada.signaling?.roster.members.get(ada.session)?.profile).toEqual({ n: 19 });
    }
  });
});

describe("a second socket that fails", () => {
  test("is followed by others while the first one serves", async () => {
    const { world, ledger, ada, bob } = await drained();
    ada.wire.offline = true;
    await world.pass(7000);
    expect(ada.signaling?.node).toBe("node-1");
    ada.say(bob.session, 1);
    await world.pass(50);
    expect(ledger.stream(ada.session, bob.session, 1).heard).toBe(1);
    ada.wire.offline = false;
    await world.pass(2900);
    expect(ada.signaling?.node).toBe("node-2");
    expect(ada.events).toEqual([]);
  });

  test("to the end is a loss when the first one is closed", async () => {
    const { world, ada } = await drained();
    ada.wire.offline = true;
    await world.pass(9900);
    expect(ada.events).toEqual([]);
    await world.pass(2000);
    expect(ada.events).toContain("reconnecting close 4010");
    ada.wire.offline = false;
    await world.pass(9000);
    expect(ada.events).toContain("connected resumed");
  });

  test("whose resume is refused comes again, without a word to the app", async () => {
    const { world, server, ada } = await drained(10_000, 100);
    server.unavailable = true;
    await world.pass(2000);
    server.unavailable = false;
    await world.pass(7500);
    expect(hellos(ada).length).toBeGreaterThan(2);
    expect(ada.signaling?.node).toBe("node-2");
    expect([...ada.events, ...ada.failures]).toEqual([]);
  });

  test("says nothing of it when the first is fenced before the second is answered", async () => {
    const { world, server, ada, bob } = await drained(10_000, 0);
    const first = server.hub.of(ada.session);
    while (!hellos(ada)[1]) await world.pass(1);
    first?.end.close(4001);
    await world.pass(25);
    expect(ada.signaling?.state).toBe("connected");
    ada.say(bob.session, 1);
    await world.pass(200);
    expect(ada.signaling?.node).toBe("node-2");
    expect(ada.events).toEqual([]);
  });
});

describe("whoever is about to move", () => {
  test("and loses the socket comes back at once", async () => {
    const { world, ada } = await drained(10_000, 9000);
    await world.pass(30);
    ada.wire.cut(true, true);
    await world.pass(400);
    expect(ada.events.slice(0, 2)).toEqual(["reconnecting close 1006", "connected resumed"]);
    await world.pass(20_000);
    expect(hellos(ada)).toHaveLength(2);
  });

  test("and leaves is gone for good, at any moment of the move", async () => {
    for (let ms = 0; ms < 120; ms++) {
      const { world, server, ada, bob } = await drained(10_000, 0);
      await world.pass(ms);
      ada.leave();
      await world.pass(300);
      expect([...server.room.members.keys()]).toEqual([bob.session]);
      expect(said(ada).at(-1)?.type).toBe("leave");
      expect(ada.clock.ahead).toBe(0);
    }
  });

  test("and whose session is over meanwhile joins again in its place", async () => {
    const { world, server, ada } = await drained(10_000, 1000);
    server.room.remove(ada.session, "expired");
    await world.pass(1500);
    expect(hellos(ada).at(-1)).toMatchObject({ type: "join", offers: [] });
    expect(ada.events).toContain("connected rejoined");
    expect([...server.room.members.keys()]).toContain(ada.session);
  });

  test("and is kicked does not come back", async () => {
    const { world, ada, bob } = await drained(10_000, 1000);
    ada.command(
      ada.signaling?.moderate({ action: "kick", session: bob.session }) ?? Promise.reject(),
    );
    await world.pass(20_000);
    expect(bob.failure).toMatchObject({ code: "kicked" });
    expect(bob.events.at(-1)).toBe("left kicked");
    expect(bob.clock.ahead).toBe(0);
  });
});
