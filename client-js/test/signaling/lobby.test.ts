import { describe, expect, test } from "vitest";
import { hellos, said, town } from "./town.js";

/** An owner in a room with a lobby, and whoever knocks then. */
async function guarded() {
  const all = town();
  const ada = await all.come();
  all.server.room.setPolicy({ lobby: true });
  const knock = async (more = {}) => {
    const person = all.make();
    const places: number[] = [];
    person.open(undefined, { profile: { name: "Bob" }, patience: 5000, ...more });
    await null;
    await null;
    person.signaling?.on("waiting", (place) => places.push(place));
    await all.world.pass(200);
    return { person, places };
  };
  const lobby = () => [...(ada.signaling?.roster.lobby.values() ?? [])];
  return { ...all, ada, knock, lobby };
}

describe("the lobby", () => {
  test("is waited in, longer than a server is waited for, and left by being admitted", async () => {
    const { world, ada, knock, lobby } = await guarded();
    const { person: bob, places } = await knock();
    expect(places).toEqual([1]);
    expect(lobby().map(({ profile }) => profile)).toEqual([{ name: "Bob" }]);
    await world.pass(60_000);
    expect(bob.events).toEqual([]);
    const [waiting] = lobby();
    await Promise.all([
      ada.signaling?.moderate({ action: "admit", session: waiting?.session }),
      world.pass(300),
    ]);
    expect(bob.signaling?.state).toBe("connected");
    expect(bob.session).toBe(waiting?.session);
    expect(bob.signaling?.roster.head).toEqual(ada.signaling?.roster.head);
    expect(lobby()).toEqual([]);
    expect(hellos(bob)).toHaveLength(1);
  });

  test("keeps the place of who loses the socket: the same join is repeated", async () => {
    const { world, ada, knock, lobby } = await guarded();
    const { person: bob, places } = await knock();
    const { places: second } = await knock();
    const [waiting] = lobby();
    bob.wire.cut(true, true);
    await world.pass(10_000);
    expect(places.at(-1)).toBe(1);
    expect(second.at(-1)).toBe(2);
    expect(lobby().map(({ session }) => session)[0]).toBe(waiting?.session);
    const [one, two] = hellos(bob);
    expect(two).toEqual({ ...one, generation: 2 });
    await Promise.all([ada.signaling?.moderate({ action: "admit" }), world.pass(300)]);
    expect(bob.session).toBe(waiting?.session);
    expect(second.at(-1)).toBe(2);
  });

  test("is not left by a silent socket: it is asked, and another is made", async () => {
    const { world, ada, knock } = await guarded();
    const { person: bob } = await knock();
    bob.wire.offline = true;
    bob.wire.cut(false, false);
    await world.pass(13_000);
    bob.wire.offline = false;
    await world.pass(9000);
    await Promise.all([ada.signaling?.moderate({ action: "admit" }), world.pass(300)]);
    expect(bob.signaling?.state).toBe("connected");
  });

  test("moves up who waits, and tells", async () => {
    const { world, ada, knock, lobby } = await guarded();
    const { person: bob } = await knock();
    const { places } = await knock();
    const [waiting] = lobby();
    await Promise.all([
      ada.signaling?.moderate({ action: "deny", session: waiting?.session ?? "" }),
      world.pass(300),
    ]);
    expect(bob.failure).toMatchObject({ code: "denied", retryable: false });
    expect(bob.clock.ahead).toBe(0);
    expect(places).toEqual([2, 1]);
  });

  test("is left by giving up", async () => {
    const { world, knock } = await guarded();
    const giveUp = new AbortController();
    const { person: bob } = await knock({ signal: giveUp.signal });
    giveUp.abort();
    await world.pass(300);
    expect(bob.failure).toMatchObject({ code: "aborted" });
    expect(said(bob).at(-1)).toEqual({ type: "leave" });
    expect(bob.clock.ahead).toBe(0);
  });
});

describe("the end of a membership", () => {
  test.each([
    ["kick", "kicked"],
    ["ban", "banned"],
  ] as const)("by a %s is told as %s, and is final", async (action, code) => {
    const { world, server, come } = town();
    const ada = await come();
    const bob = await come();
    await Promise.all([ada.signaling?.moderate({ action, session: bob.session }), world.pass(300)]);
    expect(bob.failure).toMatchObject({ code, retryable: false });
    expect(ada.events).toContain("removed");
    await world.pass(60_000);
    expect(hellos(bob)).toHaveLength(1);
    expect(server.room.members.size).toBe(1);
    expect(bob.clock.ahead).toBe(0);
  });

  test("by closing the room ends it for all, and who was away learns it on coming back", async () => {
    const { world, come } = town();
    const ada = await come();
    const bob = await come();
    bob.wire.offline = true;
    bob.wire.cut(true, true);
    await world.pass(500);
    const closing = ada.signaling?.moderate({ action: "close" }).catch(({ code }) => code);
    await world.pass(500);
    expect(await closing).toBe("room-closed");
    expect(ada.failure).toMatchObject({ code: "room-closed" });
    bob.wire.offline = false;
    await world.pass(9000);
    expect(bob.failure).toMatchObject({ code: "room-closed" });
    expect([ada.clock.ahead, bob.clock.ahead]).toEqual([0, 0]);
  });

  test("a locked room lets nobody new in, and who was there back", async () => {
    const { world, server, come } = town();
    const ada = await come();
    server.room.setPolicy({ locked: true });
    const bob = await come();
    expect(bob.failure).toMatchObject({ code: "room-locked", retryable: false });
    ada.wire.cut(true, true);
    await world.pass(3000);
    expect(ada.signaling?.state).toBe("connected");
  });

  test("what is not allowed rejects, and is no end", async () => {
    const { world, come } = town();
    const ada = await come();
    const bob = await come();
    const refused = bob.signaling
      ?.moderate({ action: "kick", session: ada.session })
      .catch(({ code }) => code);
    await world.pass(300);
    expect(await refused).toBe("forbidden");
    expect(bob.signaling?.state).toBe("connected");
  });
});
