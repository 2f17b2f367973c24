import { describe, expect, test } from "vitest";
import { Attendance } from "../../src/people/attendance.js";
import { Token } from "../../src/signaling/token.js";
import { village } from "./village.js";

describe("presence", () => {
  test("is told at once, and at each change, of who is watched", async () => {
    const { world, come, done } = village();
    const bob = await come("bob");
    bob.watch("ada");
    await world.pass(300);
    const ada = await come("ada", { status: { at: "desk" } });
    await done(ada.people.setStatus({ at: "lunch" }));
    ada.people.close();
    await world.pass(300);
    expect(bob.seen).toEqual(["ada 0 undefined", "ada 1 desk", "ada 1 lunch", "ada 0 undefined"]);
    expect(ada.clock.ahead).toBe(0);
  });

  test("of several is asked for in one frame, and of one only once", async () => {
    const { world, server, come } = village();
    const bob = await come("bob");
    const stop = [bob.watch("ada"), bob.watch("ada"), bob.watch("eve")];
    await world.pass(300);
    const asked = () => server.heard.filter(({ type }) => type === "presence");
    expect(asked()).toMatchObject([{ watch: ["ada", "eve"], unwatch: [] }]);
    bob.watch("ada");
    await world.pass(300);
    expect(bob.seen).toHaveLength(4);
    for (const each of stop) each();
    await world.pass(300);
    expect(asked().slice(1)).toMatchObject([{ watch: [], unwatch: ["eve"] }]);
  });

  test("goes on after a loss: attended and watched anew, and nothing is told twice", async () => {
    const { world, server, come } = village();
    const ada = await come("ada", { status: { at: "desk" } });
    const bob = await come("bob");
    bob.watch("ada");
    await world.pass(300);
    server.closeAll(1006);
    await world.pass(9000);
    expect(bob.people.state).toBe("connected");
    expect(bob.events).toEqual([
      "connected attending",
      "reconnecting close 1006",
      "connected attending",
    ]);
    expect(bob.seen.at(-1)).toBe("ada 1 desk");
    expect(new Set(bob.seen).size).toBeLessThanOrEqual(2);
    ada.people.close();
    bob.people.close();
  });

  test("of somebody who may not be seen is an error, and the rest goes on", async () => {
    const { world, server, come } = village();
    server.hidden.add("eve");
    const bob = await come("bob");
    bob.watch("eve");
    await world.pass(300);
    expect(bob.events.at(-1)).toBe("error forbidden");
    bob.watch("ada");
    await come("ada");
    expect(bob.seen.at(-1)).toBe("ada 1 undefined");
  });
});

describe("attending", () => {
  test("carries the token, and takes the user that the server tells", async () => {
    const { server, come } = village();
    let n = 0;
    const ada = await come("ada", { token: async () => `t${++n}` });
    expect(server.heard[0]).toMatchObject({ type: "attend", token: "t1", user: "ada" });
    expect(ada.people.user).toBe("ada");
    server.of("ada")[0]?.end.send({ type: "token-expiring", expires: 1 });
    server.closeAll(1006);
  });

  test("is refused for good, or until there is a fresh token", async () => {
    const { world, server, come } = village();
    server.refusal = { code: "bad-token", retry: "never" };
    const ada = await come("ada", { token: "t" });
    expect(await ada.opened).toBe("bad-token");
    expect(ada.clock.ahead).toBe(0);
    server.refusal = { code: "token-expired", retry: "fresh" };
    const eve = await come("eve", { token: "t" });
    expect(await eve.opened).toBe("token-expired");
    let n = 0;
    const bob = await come("bob", { token: async () => `t${++n}` });
    server.refusal = undefined;
    await world.pass(5000);
    expect(await bob.opened).toBeUndefined();
    expect(n).toBeGreaterThan(1);
  });

  test("to nobody ends as unreachable", async () => {
    const { world, come } = village();
    const { wire, people } = await come("ada");
    people.close();
    wire.offline = true;
    const bob = new Attendance({
      url: "ws://server/signal",
      Socket: wire.Socket,
      user: "bob",
      token: new Token(undefined),
      status: undefined,
      clock: world.clock(),
    });
    const refused = bob.open().catch(({ code }) => code);
    await world.pass(16_000);
    expect(await refused).toBe("unreachable");
  });

  test("that ends for good is told, and nothing is tried any more", async () => {
    const { world, server, come } = village();
    const ada = await come("ada");
    server.closeAll(4031);
    await world.pass(9000);
    expect(ada.events.slice(-2)).toEqual(["left banned", "closed banned"]);
    expect(ada.clock.ahead).toBe(0);
  });
});
