import { expect, test } from "vitest";
import { forged, type Page, sdp, signal, type Town, town } from "./simulation.js";

/** `a` says ten things to `b`; what `b` heard of it after `ms`. */
async function ten(made: Town, a: Page, b: Page, ms = 3000): Promise<number> {
  const stream = made.ledger.stream(a.person.session, b.person.session, 1);
  const before = stream.heard;
  for (let i = 0; i < 10; i++) a.person.say(b.person.session, 1);
  await made.world.pass(ms);
  expect(made.ledger.violations).toEqual([]);
  return stream.heard - before;
}
const three = async () => {
  const made = await town(3);
  const [ada, bob, eve] = made.pages as [Page, Page, Page];
  return { made, ada, bob, eve };
};

test("while there is a socket, nothing goes beside it", async () => {
  const { made, ada, bob } = await three();
  expect(await ten(made, ada, bob)).toBe(10);
  expect(made.pages.flatMap(({ said }) => said)).toEqual([]);
});

test("every gateway is stopped: signals take the pair's own channel, in milliseconds", async () => {
  const { made, ada, bob, eve } = await three();
  made.stop();
  await made.world.pass(1000);
  expect(await ten(made, ada, bob, 100)).toBe(10);
  expect(await ten(made, bob, ada, 100)).toBe(10);
  expect(eve.said).toEqual([]);
  expect(ada.said.every(({ word }) => word)).toBe(true);
});

test("the pair's own path is broken, too: a third person carries what she cannot read", async () => {
  const { made, ada, bob, eve } = await three();
  made.cut(ada, bob);
  made.stop();
  await made.world.pass(1000);
  expect(await ten(made, ada, bob, 200)).toBe(10);
  expect(await ten(made, bob, ada, 200)).toBe(10);
  expect(eve.said.length).toBeGreaterThan(0);
  expect(eve.said.filter(({ word }) => word)).toEqual([]);
});

test("so it is when the channel is closed, and when only one direction is dead", async () => {
  for (const dead of ["closed", "one way", "other way"]) {
    const { made, ada, bob } = await three();
    if (dead === "closed") made.channels.close(ada, bob);
    if (dead === "one way") made.channels.cut(ada, bob);
    if (dead === "other way") made.channels.cut(bob, ada);
    made.stop();
    await made.world.pass(1000);
    bob.person.say(ada.person.session, 1);
    expect({ dead, heard: await ten(made, ada, bob) }).toEqual({ dead, heard: 10 });
  }
});

test("somebody whom no gateway reaches is reached by the others, who have one", async () => {
  const { made, ada, bob } = await three();
  made.stop(bob);
  await made.world.pass(1000);
  expect(ada.signaling.roster.members.get(bob.person.session)?.state).toBe("away");
  expect(await ten(made, ada, bob, 300)).toBe(10);
  made.cut(ada, bob);
  expect(ada.detour.reaches(ada.point(bob))).toBe(true); // heard just now
  await made.world.pass(20_000);
  expect(ada.detour.reaches(ada.point(bob))).toBe(false);
  bob.person.say(ada.person.session, 1);
  await made.world.pass(200);
  expect(ada.detour.reaches(ada.point(bob))).toBe(true);
  expect(await ten(made, ada, bob, 200)).toBe(10);
});

test("the server is there and carries nothing: what is not acknowledged goes both ways", async () => {
  const { made, ada, bob } = await three();
  for (const { wire } of [ada.person, bob.person]) wire.cut(false, false);
  expect(await ten(made, ada, bob, 900)).toBe(0);
  await made.world.pass(300);
  expect(made.ledger.stream(ada.person.session, bob.person.session, 1).heard).toBe(10);
});

test("gateways are back: nothing is lost or doubled, and the channels fall silent again", async () => {
  const { made, ada, bob } = await three();
  made.cut(ada, bob);
  made.stop();
  await made.world.pass(1000);
  for (let i = 0; i < 10; i++) ada.person.say(bob.person.session, 1);
  made.start();
  await made.world.pass(15_000);
  expect(made.ledger.unheard(made.pages.map(({ person }) => person.session))).toEqual([]);
  for (const { said } of made.pages) said.length = 0;
  expect(await ten(made, ada, bob)).toBe(10);
  expect(made.pages.flatMap(({ said }) => said)).toEqual([]);
});

test("no way at all: it waits, and goes as soon as there is one", async () => {
  const { made, ada, bob, eve } = await three();
  for (const [a, b] of [
    [ada, bob],
    [ada, eve],
  ] as const)
    made.cut(a, b);
  made.stop();
  await made.world.pass(1000);
  expect(await ten(made, ada, bob, 12_000)).toBe(0);
  expect(ada.detour.reaches(ada.point(bob))).toBe(false);
  made.heal(ada, eve);
  await made.world.pass(300);
  expect(made.ledger.stream(ada.person.session, bob.person.session, 1).heard).toBe(10);
});

test("whoever carries can lose, double, delay and swap, and do nothing else", async () => {
  const { made, ada, bob, eve } = await three();
  made.cut(ada, bob);
  made.stop();
  const { world } = made;
  const late = (frame: Parameters<Page["forwards"]>[0]) =>
    world.after(2000 * world.random(), () => bob.hear(eve, frame));
  const key = eve.point(bob).key;
  eve.forwards = (frame) => {
    late(frame);
    if (world.chance(0.3)) return [];
    const { sealed = "" } = frame;
    return [
      frame,
      { ...frame, from: eve.person.session },
      { ...frame, sealed: `${sealed.slice(0, 20)}x${sealed.slice(21)}` },
      { ...frame, word: signal(1, "app", { n: 77 }) },
      forged(ada, bob, key, { link: 1, ack: 1000 }),
      forged(ada, bob, key, signal(1, "app", { n: 66 })),
      frame,
    ];
  };
  await world.pass(1000);
  expect(await ten(made, ada, bob, 60_000)).toBe(10);
  expect(await ten(made, bob, ada, 60_000)).toBe(10);
});

test("another certificate by way of a third: dropped, told once, and taken from the server", async () => {
  const { made, ada, bob, eve } = await three();
  made.cut(ada, bob);
  made.stop();
  await made.world.pass(1000);
  const describe = (n: number, name: string) => {
    const description = { type: "offer", sdp: sdp(name) };
    made.ledger.stream(ada.person.session, bob.person.session, 1).sent++;
    ada.signaling.send(bob.person.session, 1, "description", { n, description });
  };
  describe(1, ada.person.session);
  await made.world.pass(300);
  const stream = made.ledger.stream(ada.person.session, bob.person.session, 1);
  expect(stream.heard).toBe(1);
  describe(2, eve.person.session);
  await made.world.pass(10_000);
  expect(stream.heard).toBe(1);
  expect(bob.stranger).toBe(1);
  made.start();
  await made.world.pass(10_000);
  expect(stream.heard).toBe(2);
});

test("what was sealed for another pair of sessions is not taken, though the key is right", async () => {
  const { made, ada, bob, eve } = await three();
  const { key } = bob.point(ada);
  const stream = made.ledger.stream(ada.person.session, bob.person.session, 1);
  const say = { ...forged(ada, bob, key, signal(1, "app", { n: 1 })) };
  const [from, to] = [ada.person.session, bob.person.session];
  for (const session of [from, to]) {
    const sealed = say.sealed?.replaceAll(session, "session-before");
    bob.hear(eve, { ...say, sealed: sealed ?? "" });
    await made.world.pass(100);
  }
  expect(stream.heard).toBe(0);
  bob.hear(eve, say);
  await made.world.pass(100);
  expect(stream.heard).toBe(1);
});

test("a frame goes one step, between members, and only as its sender's own", async () => {
  const { made, ada, bob, eve } = await three();
  const to = (frame: object) =>
    eve.detour.hear(eve.point(ada), {
      type: "detour",
      from: ada.person.session,
      to: bob.person.session,
      sealed: "s",
      ...frame,
    });
  to({});
  expect(eve.said).toHaveLength(1);
  to({ from: bob.person.session }); // not hers
  to({ to: "nobody-known" });
  to({ to: ada.person.session });
  to({ sealed: undefined, word: signal(1, "app", {}) }); // in the clear
  made.cut(eve, bob);
  to({});
  expect(eve.said).toHaveLength(1 + 1); // to herself is harmless: she may, if she likes
  expect(eve.said[1]?.to).toBe(ada.person.session);
});

test("who sends too much is carried no further, and it costs nobody else", async () => {
  const { made, ada, bob, eve } = await three();
  const send = (by: Page, to: Page) =>
    eve.detour.hear(eve.point(by), {
      type: "detour",
      from: by.person.session,
      to: to.person.session,
      sealed: "s".repeat(50_000),
    });
  for (let i = 0; i < 100; i++) send(ada, bob);
  expect(eve.said).toHaveLength(5);
  send(bob, ada);
  expect(eve.said).toHaveLength(6);
  await made.world.pass(2000);
  for (let i = 0; i < 100; i++) send(ada, bob);
  expect(eve.said).toHaveLength(8);
});
