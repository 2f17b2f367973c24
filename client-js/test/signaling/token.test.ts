import { describe, expect, test } from "vitest";
import { hellos, said, town } from "./town.js";

/** Gives token-1, token-2, …, or fails. */
function mint() {
  const given: string[] = [];
  const source = {
    given,
    broken: false,
    token: async () => {
      if (source.broken) throw new Error("the back end is away");
      given.push(`token-${given.length + 1}`);
      return given.at(-1) as string;
    },
  };
  return source;
}

describe("a token", () => {
  test("goes with the first frame, and so does the user where there is none", async () => {
    const { come } = town();
    const ada = await come(undefined, { token: "t0", user: "ada" });
    expect(said(ada)[0]).toMatchObject({ type: "join", token: "t0", user: "ada" });
    const bob = await come();
    expect(said(bob)[0]).not.toHaveProperty("token");
    expect(said(bob)[0]).not.toHaveProperty("user");
  });

  test("is asked for before the join, and again when it is about to end", async () => {
    const { world, server, come } = town();
    const { token, given } = mint();
    const ada = await come(undefined, { token });
    expect(given).toEqual(["token-1"]);
    server.hub.of(ada.session)?.end.send({ type: "token-expiring", expires: 1 });
    await world.pass(300);
    expect(server.tokens).toEqual(["token-1", "token-2"]);
    expect(ada.signaling?.state).toBe("connected");
  });

  test("that was given as text is not asked for again", async () => {
    const { world, server, come } = town();
    const ada = await come(undefined, { token: "t0" });
    server.hub.of(ada.session)?.end.send({ type: "token-expiring", expires: 1 });
    await world.pass(300);
    expect(server.tokens).toEqual(["t0"]);
    expect(ada.failures).toEqual([]);
  });

  test("that has expired before the join is replaced by a fresh one, once it is refused", async () => {
    const { server, come } = town();
    const { token } = mint();
    server.expired.add("token-1");
    const ada = await come(undefined, { token });
    expect(ada.signaling?.state).toBe("connected");
    expect(hellos(ada).map((hello) => "token" in hello && hello.token)).toEqual([
      "token-1",
      "token-2",
    ]);
  });

  test("that has expired and cannot be replaced ends the join", async () => {
    const { server, come } = town();
    server.expired.add("t0");
    const ada = await come(undefined, { token: "t0" });
    expect(ada.failure).toMatchObject({ code: "token-expired" });
    expect(ada.clock.ahead).toBe(0);
  });

  test("that the app cannot make is an error of the join, or later one that ends nothing", async () => {
    const { world, server, make, come } = town();
    const source = mint();
    source.broken = true;
    const bob = make().open(undefined, { token: source.token });
    await world.pass(300);
    expect(bob.failure).toMatchObject({ code: "no-token", retryable: true });
    source.broken = false;
    const ada = await come(undefined, { token: source.token });
    source.broken = true;
    server.hub.of(ada.session)?.end.send({ type: "token-expiring", expires: 1 });
    await world.pass(300);
    expect(ada.failures).toMatchObject([{ code: "no-token" }]);
    expect(ada.signaling?.state).toBe("connected");
  });

  test("that ends a session in a strict room ends it for good", async () => {
    const { world, server, come } = town();
    const ada = await come(undefined, { token: mint().token });
    const socket = server.hub.of(ada.session);
    if (socket) {
      server.hub.refuse(socket, "token-expired", undefined);
      server.hub.close(socket, 4020);
    }
    await world.pass(30_000);
    expect(ada.failure).toMatchObject({ code: "token-expired" });
    expect(hellos(ada)).toHaveLength(1);
    expect(ada.clock.ahead).toBe(0);
  });

  test("that was over when the page came back to a strict room ends it for good, too", async () => {
    const { world, server, come } = town();
    const { token, given } = mint();
    const ada = await come(undefined, { token });
    server.room.out.set(ada.session, "token-expired");
    ada.wire.cut(true, true);
    await world.pass(30_000);
    expect(ada.failure).toMatchObject({ code: "token-expired" });
    expect(hellos(ada).map(({ type }) => type)).toEqual(["join", "resume"]);
    expect(given).toHaveLength(1);
    expect(ada.clock.ahead).toBe(0);
  });

  test("a rejoin carries the newest one", async () => {
    const { world, server, come } = town();
    const { token } = mint();
    const ada = await come(undefined, { token });
    server.hub.of(ada.session)?.end.send({ type: "token-expiring", expires: 1 });
    await world.pass(300);
    server.restart();
    await world.pass(9000);
    expect(ada.signaling?.state).toBe("connected");
    expect(said(ada).findLast(({ type }) => type === "join")).toMatchObject({ token: "token-2" });
  });
});
