import { describe, expect, test } from "vitest";
import { hellos, said, town } from "./town.js";

describe("joining", () => {
  test("is one frame, and brings session, roster, role and node", async () => {
    const { server, come } = town();
    const ada = await come(undefined, { profile: { name: "Ada" }, secret: "s3cret" });
    expect(said(ada)).toMatchObject([{ type: "join", generation: 1, room: "r", secret: "s3cret" }]);
    expect(ada.signaling?.state).toBe("connected");
    expect(ada.signaling?.role).toBe("owner");
    expect(ada.signaling?.node).toBe("node-1");
    expect(ada.signaling?.roster.head).toEqual(server.room.head);
    expect(ada.signaling?.roster.members.get(ada.session)?.profile).toEqual({ name: "Ada" });
  });

  test("that gets no answer is repeated on another socket: same id and offers, next generation", async () => {
    const { world, server, make } = town();
    const ada = make();
    ada.wire.faults = { lose: 1, double: 0, delay: 0 };
    ada.open();
    await world.pass(2600);
    ada.wire.faults = { lose: 0, double: 0, delay: 0 };
    await world.pass(3000);
    const [first, second] = hellos(ada);
    expect(second).toEqual({ ...first, generation: 2 });
    expect(server.room.members.size).toBe(1);
  });

  test("makes one session also when only the answer was lost", async () => {
    const { world, server, make, come } = town();
    await come();
    const bob = make().open();
    await world.pass(20);
    expect(server.room.members.size).toBe(2);
    bob.wire.cut(true, true);
    await world.pass(1000);
    expect(bob.signaling?.state).toBe("connected");
    expect(server.room.members.size).toBe(2);
  });

  test("hands each offer to one member, as signal 1 of link 1, and sends it again if it is lost", async () => {
    const { world, ledger, come } = town();
    const ada = await come();
    ada.wire.faults = { lose: 1, double: 0, delay: 0 };
    const bob = await come();
    expect(ledger.stream(bob.session, ada.session, 1)).toMatchObject({ sent: 1, heard: 0 });
    ada.wire.faults = { lose: 0, double: 0, delay: 0 };
    await world.pass(3000);
    expect(ledger.stream(bob.session, ada.session, 1)).toMatchObject({ sent: 1, heard: 1 });
    expect(bob.signaling?.openLink(ada.session)).toBeGreaterThan(1);
  });

  test("replaces the session of the page before, when that left its ticket", async () => {
    const { world, server, come } = town();
    const ada = await come();
    const bob = await come();
    bob.crash();
    const { ticket, session } = bob;
    const again = await come(ticket);
    expect([...server.room.members.keys()]).toEqual([ada.session, again.session]);
    expect(again.session).not.toBe(session);
    await world.pass(200);
    expect(ada.events.filter((event) => event === "replaced")).toHaveLength(1);
  });

  test("ends with the server's code when it is refused for good", async () => {
    const { server, world, make } = town();
    const ada = make();
    server.refusal = "bad-secret";
    ada.open();
    await world.pass(100);
    expect(ada.failure).toMatchObject({ code: "bad-secret", retryable: false });
    expect(ada.clock.ahead).toBe(0);
  });

  test("tells that a room is full at once, though it may be tried again", async () => {
    const { server, come } = town();
    server.refusal = "room-full";
    const ada = await come();
    expect(ada.failure).toMatchObject({ code: "room-full", retryable: true });
  });

  test("waits for a service that is away, up to its patience, and says why it gave up", async () => {
    const { world, server, come } = town();
    server.unavailable = true;
    const ada = await come(undefined, { patience: 5000 });
    const bob = await come(undefined, { patience: 30_000 });
    await world.pass(6000);
    expect(ada.failure).toMatchObject({ code: "unavailable", retryable: true });
    expect(ada.clock.ahead).toBe(0);
    server.unavailable = false;
    await world.pass(9000);
    expect(bob.signaling?.state).toBe("connected");
  });

  test("to nobody ends as unreachable", async () => {
    const { world, make } = town();
    const ada = make();
    ada.wire.offline = true;
    ada.open(undefined, { patience: 10_000 });
    await world.pass(10_000);
    expect(ada.failure).toMatchObject({ code: "unreachable", retryable: true });
    expect(ada.clock.ahead).toBe(0);
  });

  test("by a URL that is none ends as bad-url", async () => {
    class Broken {
      constructor() {
        throw new SyntaxError("no URL");
      }
    }
    const { come } = town();
    const ada = await come(undefined, { WebSocket: Broken as never });
    expect(ada.failure).toMatchObject({ code: "bad-url", retryable: false });
    expect(ada.clock.ahead).toBe(0);
  });

  test("can be aborted, before it starts and on its way", async () => {
    const { world, server, make, come } = town();
    const early = await come(undefined, { signal: AbortSignal.abort() });
    expect(early.failure).toMatchObject({ code: "aborted" });
    const abort = new AbortController();
    const late = make().open(undefined, { signal: abort.signal });
    await world.pass(13);
    abort.abort();
    await world.pass(1000);
    expect(late.failure).toMatchObject({ code: "aborted" });
    expect(server.room.members.size).toBe(0);
    expect([early.clock.ahead, late.clock.ahead]).toEqual([0, 0]);
  });
});
