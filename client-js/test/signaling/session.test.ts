import { describe, expect, test } from "vitest";
import { hellos, town } from "./town.js";

describe("a lost connection", () => {
  test("is resumed with the next generation; the session stays, others see away and up", async () => {
    const { world, server, come } = town();
    const ada = await come();
    const bob = await come();
    const { session } = bob;
    bob.wire.cut(true, true);
    await world.pass(500);
    expect(bob.session).toBe(session);
    expect(hellos(bob)).toMatchObject([
      { type: "join", generation: 1 },
      { type: "resume", generation: 2, have: { incarnation: server.room.incarnation } },
    ]);
    expect(bob.events).toContain("reconnecting close 1006");
    expect(bob.events).toContain("connected resumed");
    expect(ada.events.slice(-2)).toEqual(["away", "up"]);
  });

  test("brings what the roster missed", async () => {
    const { world, server, come } = town();
    const ada = await come();
    ada.wire.offline = true;
    ada.wire.cut(true, true);
    await come();
    ada.wire.offline = false;
    await world.pass(9000);
    expect(ada.events).toContain("added");
    expect(ada.signaling?.roster.head).toEqual(server.room.head);
  });

  test("does not lose what was said meanwhile, either way", async () => {
    const { world, ledger, come } = town();
    const ada = await come();
    const bob = await come();
    bob.wire.offline = true;
    bob.wire.cut(true, true);
    ada.say(bob.session, 1, 5);
    bob.say(ada.session, 1, 5);
    await world.pass(5000);
    bob.wire.offline = false;
    await world.pass(9000);
    expect(ledger.stream(ada.session, bob.session, 1).heard).toBe(5);
    expect(ledger.stream(bob.session, ada.session, 1).heard).toBe(6);
    expect(ledger.violations).toEqual([]);
  });

  test("that a newer socket of the same session replaced is resumed again", async () => {
    const { world, server, come } = town();
    const ada = await come();
    server.hub.of(ada.session)?.end.close(4001);
    await world.pass(500);
    expect(ada.signaling?.state).toBe("connected");
    expect(hellos(ada).map((frame) => frame.generation)).toEqual([1, 2]);
  });

  test("whose ticket another page holds is the end", async () => {
    const { world, server, come } = town();
    const ada = await come();
    server.room.seats.set(ada.session, { generation: 9, instance: "another-page" });
    ada.wire.cut(true, true);
    await world.pass(500);
    expect(ada.failure).toMatchObject({ code: "session-taken", retryable: false });
    expect(ada.signaling?.state).toBe("left");
    expect(ada.clock.ahead).toBe(0);
  });
});

describe("a session that is over", () => {
  test("is joined again on the same socket: its ticket, a new id, the profile of now, no offers", async () => {
    const { world, server, come } = town();
    const ada = await come(undefined, { profile: { name: "Ada", mic: "on" } });
    void ada.signaling?.update({ mic: "off" }, ["name"]);
    await world.pass(100);
    const { session, ticket } = ada;
    server.restart();
    await world.pass(1000);
    const [first, resume, again] = hellos(ada);
    expect(resume).toMatchObject({ type: "resume", ticket, generation: 2 });
    expect(again).toMatchObject({
      type: "join",
      replaces: ticket,
      generation: 3,
      offers: [],
      profile: { mic: "off" },
    });
    expect(again?.id).not.toBe(first?.id);
    expect(ada.session).not.toBe(session);
    expect(ada.events.slice(-3)).toEqual(["connected rejoined", "joined", "policy"]);
  });

  test("is joined again also when the server says so on a connection that is up", async () => {
    const { world, server, come } = town();
    const ada = await come();
    const { session } = ada;
    const socket = server.hub.of(session);
    server.room.remove(session, "expired");
    if (socket) server.hub.refuse(socket, "session-expired", undefined);
    await world.pass(1000);
    expect(ada.signaling?.state).toBe("connected");
    expect([...server.room.members.keys()]).toEqual([ada.session]);
    expect(ada.session).not.toBe(session);
  });

  test("tells what the roster has become, without this session itself", async () => {
    const { world, server, come } = town();
    const ada = await come();
    const bob = await come();
    bob.crash();
    ada.events.length = 0;
    server.restart();
    await world.pass(1000);
    expect(ada.events.filter((event) => event === "removed")).toHaveLength(1);
    expect(ada.events).not.toContain("added");
  });

  test("takes the links of its time with it", async () => {
    const { world, server, ledger, come } = town();
    const ada = await come();
    const bob = await come(undefined, { offers: async () => [] });
    bob.wire.faults = { lose: 1, double: 0, delay: 0 };
    const { session } = ada;
    ada.say(bob.session, 1, 3);
    server.room.remove(session, "expired");
    ada.wire.cut(true, true);
    await world.pass(1000);
    bob.wire.faults = { lose: 0, double: 0, delay: 0 };
    await world.pass(20_000);
    expect(ada.session).not.toBe(session);
    expect(ledger.stream(ada.session, bob.session, 1).heard).toBe(0);
    expect(ada.signaling?.openLink(bob.session)).toBe(1);
  });

  test("by a kick does not come back, nor keep its ticket", async () => {
    const { world, server, come } = town();
    const ada = await come();
    const bob = await come();
    expect(bob.ticket).toBeDefined();
    await Promise.all([
      ada.signaling?.moderate({ action: "kick", session: bob.session }),
      world.pass(500),
    ]);
    expect(bob.failure).toMatchObject({ code: "kicked", retryable: false });
    expect(bob.events.at(-1)).toBe("left kicked");
    expect(bob.failures).toEqual([]);
    expect(bob.ticket).toBeUndefined();
    await world.pass(60_000);
    expect(server.room.members.size).toBe(1);
    expect(bob.clock.ahead).toBe(0);
  });
});
