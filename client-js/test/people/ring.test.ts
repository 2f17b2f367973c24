import { describe, expect, test } from "vitest";
import { village } from "./village.js";

describe("a ring", () => {
  test("rings on all pages; the first that accepts has it, and the others are told", async () => {
    const { world, come, done, code } = village();
    const ada = await come("ada");
    const [home, work] = [await come("bob"), await come("bob")];
    const ring = await done(ada.people.ring("bob", { room: "r", values: { name: "Ada" } }));
    expect(ring).toMatchObject({ user: "bob", room: "r", sessions: 2 });
    expect([home.rings.length, work.rings.length]).toEqual([1, 1]);
    expect(work.rings[0]).toMatchObject({
      from: { user: "ada" },
      room: "r",
      values: { name: "Ada" },
    });
    const accepted = work.rings[0]?.accept();
    await done(accepted as Promise<void>);
    const end = { reason: "accepted", by: work.people.session };
    for (const each of [ring, home.rings[0], work.rings[0]])
      expect(await each?.ended).toMatchObject(end);
    expect(await code(home.rings[0]?.accept() as Promise<void>)).toBe("ring-over");
    expect(await code(home.rings[0]?.decline() as Promise<void>)).toBe("ok");
    expect(await code(ring.cancel())).toBe("ok");
    await world.pass(120_000);
    expect(home.rings).toHaveLength(1);
  });

  test("is declined by one, and busy only by all", async () => {
    const { come, done } = village();
    const ada = await come("ada");
    const [home, work] = [await come("bob"), await come("bob")];
    const first = await done(ada.people.ring("bob", { room: "r" }));
    await done(work.rings[0]?.decline() as Promise<void>);
    expect(await first.ended).toMatchObject({ reason: "declined" });
    const second = await done(ada.people.ring("bob", { room: "r" }));
    await done(home.rings[1]?.busy() as Promise<void>);
    await done(work.rings[1]?.busy() as Promise<void>);
    expect(await second.ended).toMatchObject({ reason: "busy" });
  });

  test("to who only sits in a call is busy at once, and rings where they attend", async () => {
    const { world, server, come, done } = village();
    const ada = await come("ada");
    server.inCalls.add("bob");
    const first = await done(ada.people.ring("bob", { room: "r" }));
    expect(first.sessions).toBe(0);
    expect(await first.ended).toEqual({ reason: "busy" });
    const bob = await come("bob");
    const second = await done(ada.people.ring("bob", { room: "r" }));
    expect(second.sessions).toBe(1);
    await done(bob.rings[0]?.busy() as Promise<void>);
    expect(await second.ended).toMatchObject({ reason: "busy" });
    await world.pass(200_000);
    expect(bob.rings).toHaveLength(1);
    expect(ada.events.filter((event) => event.startsWith("error"))).toEqual([]);
  });

  test("is cancelled, and by leaving, too; it expires", async () => {
    const { world, come, done } = village();
    const ada = await come("ada");
    const bob = await come("bob");
    const first = await done(ada.people.ring("bob", { room: "r" }));
    await done(first.cancel());
    expect(await bob.rings[0]?.ended).toMatchObject({ reason: "cancelled" });
    await done(ada.people.ring("bob", { room: "r" }));
    await world.pass(91_000);
    expect(await bob.rings[1]?.ended).toMatchObject({ reason: "expired" });
    const third = await done(ada.people.ring("bob", { room: "r" }));
    ada.people.close();
    await world.pass(300);
    expect(await third.ended).toMatchObject({ reason: "cancelled" });
    expect(await bob.rings[2]?.ended).toMatchObject({ reason: "cancelled" });
    expect(ada.clock.ahead).toBe(0);
  });

  test("to nobody is refused", async () => {
    const { come, code } = village();
    const ada = await come("ada");
    expect(await code(ada.people.ring("bob", { room: "r" }))).toBe("unknown-peer");
  });

  test("goes on when the page that rings loses its socket, and is told once", async () => {
    const { world, come, done } = village();
    const ada = await come("ada");
    const bob = await come("bob");
    const ring = await done(ada.people.ring("bob", { room: "r" }));
    bob.wire.cut(true, true);
    await world.pass(3000);
    expect(bob.people.state).toBe("connected");
    expect(bob.rings).toHaveLength(1);
    await done(bob.rings[0]?.accept() as Promise<void>);
    expect(await ring.ended).toMatchObject({ reason: "accepted" });
  });

  test("whose end is never told is over in time", async () => {
    const { world, server, come, done } = village();
    const ada = await come("ada");
    const bob = await come("bob");
    const ring = await done(ada.people.ring("bob", { room: "r" }));
    ada.wire.offline = true;
    ada.wire.cut(true, true);
    await done(bob.rings[0]?.decline() as Promise<void>);
    ada.wire.offline = false;
    await world.pass(200_000);
    expect(await ring.ended).toMatchObject({ reason: "expired" });
    expect(server.of("ada")).toHaveLength(1);
  });
});
