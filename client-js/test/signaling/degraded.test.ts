import { describe, expect, test } from "vitest";
import { said, town } from "./town.js";

/** Ada has resumed while the store is away; what was said before is not counted. */
async function degraded() {
  const all = town();
  const ada = await all.come();
  const bob = await all.come();
  const cut = ada.signaling?.roster.head;
  all.server.outage = true;
  ada.wire.cut(true, true);
  await all.world.pass(600);
  ada.wire.said.length = 0;
  ada.events.length = 0;
  return { ...all, ada, bob, cut };
}

const syncs = (person: Parameters<typeof said>[0]) =>
  said(person).filter(({ type }) => type === "sync");

describe("a degraded resume", () => {
  test("leaves the roster as it was", async () => {
    const { ada, cut } = await degraded();
    expect(ada.signaling?.state).toBe("connected");
    expect(ada.signaling?.roster.head).toEqual(cut);
  });

  test("lets signals pass, both ways", async () => {
    const { world, ledger, ada, bob } = await degraded();
    ada.say(bob.session, 1, 3);
    bob.say(ada.session, 1, 3);
    await world.pass(200);
    expect(ledger.stream(ada.session, bob.session, 1).heard).toBe(3);
    expect(ledger.stream(bob.session, ada.session, 1).heard).toBe(4);
  });

  test("asks nothing before a ping tells where the room stands, whatever makes it wonder", async () => {
    const { world, server, ada, bob } = await degraded();
    server.hub.of(ada.session)?.end.send({
      type: "undeliverable",
      to: bob.session,
      link: 1,
      seq: 1,
      code: "unknown-peer",
    });
    server.room.away(bob.session);
    await world.pass(20_000);
    expect(syncs(ada)).toEqual([]);
  });

  test("is over with the first ping that has a head: what was missed is had", async () => {
    const { world, server, ada } = await degraded();
    // A gateway that adopts the room may lose the telling of it: the ping alone has to do.
    ada.wire.faults = { lose: 1, double: 0, delay: 0 };
    server.outage = false;
    server.room.update(ada.session, { mic: "off" }, []);
    await world.pass(200);
    ada.wire.faults = { lose: 0, double: 0, delay: 0 };
    await world.pass(6000);
    expect(syncs(ada).length).toBeGreaterThan(0);
    expect(ada.signaling?.roster.head).toEqual(server.room.head);
  });

  test("keeps commands until they can be carried out", async () => {
    const { world, server, ada } = await degraded();
    ada.command(ada.signaling?.update({ mic: "off" }) ?? Promise.reject());
    await world.pass(3000);
    expect(ada.pending).toBe(1);
    server.outage = false;
    await world.pass(6000);
    expect(ada.pending).toBe(0);
    expect(ada.failures).toEqual([]);
    expect(ada.signaling?.roster.head).toEqual(server.room.head);
  });

  test("is forgotten by the next one that is whole", async () => {
    const { world, server, ada } = await degraded();
    server.outage = false;
    ada.wire.cut(true, true);
    await world.pass(600);
    expect(ada.signaling?.roster.head).toEqual(server.room.head);
    ada.wire.said.length = 0;
    ada.signaling &&
      server.hub.of(ada.session)?.end.send({
        type: "undeliverable",
        to: ada.session,
        link: 1,
        seq: 1,
        code: "unknown-peer",
      });
    await world.pass(500);
    expect(syncs(ada)).toHaveLength(1);
  });
});
