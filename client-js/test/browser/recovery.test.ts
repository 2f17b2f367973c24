import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { until, useLab } from "./lab.js";
import { connections, enter, person, sees } from "./people.js";

const lab = await useLab();
let relay: Page;
beforeEach(async () => {
  relay = await lab.server();
});

const texts = (page: Page) => page.evaluate(() => client.texts);
const events = (page: Page, word: string) =>
  page.evaluate((part) => client.events.filter((event) => event.includes(part)), word);
const say = (page: Page, text: string) =>
  page.evaluate((given) => void client.room.chat(given), text);

/** Negotiates the page's only connection anew, to the end. */
async function restart(page: Page): Promise<void> {
  const before = await page.evaluate(() => client.ufrags());
  await page.evaluate(() => client.restartIce());
  await until(page, (old) => client.ufrags().every((ufrag) => !old.includes(ufrag)), before);
}

test("chat arrives once and in order across a connection that was replaced", async () => {
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  await say(ada, "a1");
  await say(bob, "b1");
  await until(bob, () => client.texts.length === 1);
  // Both ends of the path break: what is said now gets nowhere, and neither do acknowledgements.
  for (const page of [ada, bob]) {
    await page.evaluate(() => {
      client.room.chat("before");
      for (const pc of [...client.made]) pc.break();
      client.room.chat("during");
    });
  }
  await sees(ada, "Bob");
  await sees(bob, "Ada");
  await say(ada, "a2");
  await say(bob, "b2");
  await until(ada, () => client.texts.length >= 4);
  await until(bob, () => client.texts.length >= 4);
  expect(await texts(ada)).toEqual(["Bob: b1", "Bob: before", "Bob: during", "Bob: b2"]);
  expect(await texts(bob)).toEqual(["Ada: a1", "Ada: before", "Ada: during", "Ada: a2"]);
  expect(await connections(ada)).toBe(1);
  expect(await ada.evaluate(() => client.peer("Bob")?.stream.getTracks().length)).toBe(2);
});

test("a text to one person reaches nobody else", async () => {
  const ada = await person(lab, "Ada", false);
  const bob = await person(lab, "Bob", false);
  const eve = await person(lab, "Eve", false);
  await until(ada, () => client.peer("Bob") !== undefined && client.peer("Eve") !== undefined);
  await ada.evaluate(() => {
    client.room.chat("psst", client.peer("Bob"));
    client.room.chat("hello");
  });
  await until(bob, () => client.texts.length === 2);
  await until(eve, () => client.texts.length === 1);
  expect(await texts(bob)).toEqual(["Ada: psst (to me)", "Ada: hello"]);
  expect(await texts(eve)).toEqual(["Ada: hello"]);
});

test("the server forgets everything: media goes on, the same connection is adopted", async () => {
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  await sees(bob, "Ada");
  const old = await ada.evaluate(() => client.room.self.id);
  const made = await Promise.all([ada, bob].map((page) => page.evaluate(() => client.made.length)));
  await relay.evaluate(() => server.restart(500));
  await until(ada, () => client.room.state === "reconnecting");
  await say(ada, "typed meanwhile");
  await until(ada, (id) => client.room.state === "connected" && client.room.self.id !== id, old);
  await until(bob, (id) => client.room.state === "connected" && client.peer("Ada")?.id !== id, old);
  await until(ada, () => client.peer("Bob")?.state === "up");
  await until(bob, () => client.texts.length === 1);
  await sees(ada, "Bob");
  await sees(bob, "Ada");

  const after = await Promise.all(
    [ada, bob].map((page) => page.evaluate(() => client.made.length)),
  );
  expect(after).toEqual(made);
  for (const page of [ada, bob]) {
    expect(await connections(page)).toBe(1);
    expect(await page.evaluate(() => client.peers.size)).toBe(1);
    expect(await events(page, "lost")).toEqual([]);
    expect(await events(page, "left")).toEqual([]);
    expect(await events(page, "error")).toEqual([]);
  }
  // The adopted connection can be negotiated under the new ids.
  await restart(ada);
  await sees(bob, "Ada");
  expect(await texts(bob)).toEqual(["Ada: typed meanwhile"]);
});

test("a negotiation that a restart of the server interrupts is finished afterwards", async () => {
  const ada = await person(lab, "Ada", false);
  const bob = await person(lab, "Bob", false);
  await until(ada, () => client.connected("Bob"));
  await until(bob, () => client.connected("Ada"));
  const before = await ada.evaluate(() => client.ufrags());
  await relay.evaluate(() => server.restart(500));
  await until(ada, () => client.room.state === "reconnecting");
  await until(bob, () => client.room.state === "reconnecting");
  for (const page of [ada, bob]) await page.evaluate(() => client.restartIce());
  for (const page of [ada, bob]) {
    await until(page, (old) => client.ufrags().every((ufrag) => !old.includes(ufrag)), before);
    expect(await connections(page)).toBe(1);
    expect(await events(page, "error")).toEqual([]);
  }
  await say(ada, "hello");
  await until(bob, () => client.texts.length === 1);
});

test("only one side is made anew: its connection is adopted as well", async () => {
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  const old = await bob.evaluate(() => client.room.self.id);
  await relay.evaluate((session) => server.expire(session), old);
  await until(bob, (id) => client.room.self.id !== id && client.room.state === "connected", old);
  await until(ada, (id) => client.peer("Bob")?.id !== id, old);
  await restart(bob);
  await sees(ada, "Bob");
  expect(await connections(ada)).toBe(1);
  expect(await ada.evaluate(() => client.peers.size)).toBe(1);
});

test("a reload is one replace in the roster and one person to the others", async () => {
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  await say(ada, "first");
  await until(bob, () => client.texts.length === 1);
  await bob.reload();
  await enter(bob, "Bob");
  await sees(bob, "Ada");
  await sees(ada, "Bob");
  await say(ada, "second");
  await say(bob, "third");
  await until(bob, () => client.texts.length === 1);
  await until(ada, () => client.texts.length === 1);
  expect(await texts(bob)).toEqual(["Ada: second"]);
  expect(await texts(ada)).toEqual(["Bob: third"]);
  expect(await ada.evaluate(() => client.peers.size)).toBe(1);
  expect(await events(ada, "left")).toEqual([]);
  expect(await connections(ada)).toBe(1);
  expect(await relay.evaluate(() => server.ops("replace"))).toBe(1);
});

test("whoever vanishes while the server forgets is gone when nothing is heard of them", async () => {
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  await bob.evaluate(() => {
    client.cut(true);
    for (const pc of client.made) pc.close();
  });
  await relay.evaluate(() => server.restart(300));
  await until(ada, () => client.events.includes("left Bob expired"));
  expect(await ada.evaluate(() => client.room.peers.size)).toBe(0);
});

test("whoever reaches no server stays while they are heard, and is adopted when they return", async () => {
  const ada = await person(lab, "Ada", false);
  const bob = await person(lab, "Bob", false);
  await until(ada, () => client.connected("Bob"));
  const old = await ada.evaluate(() => client.peer("Bob")?.id);
  await bob.evaluate(() => client.cut(true));
  await relay.evaluate(() => server.restart(300));
  await until(ada, () => client.room.state === "connected" && client.peer("Bob")?.state === "away");
  // Nobody sends a picture or a sound; Ada's greeting each second is what shows that Bob lives.
  const heard = () => client.made.reduce((sum, pc) => sum + pc.heard, 0);
  const before = await bob.evaluate(heard);
  await until(
    bob,
    (count) => client.made.reduce((sum, pc) => sum + pc.heard, 0) > count + 8,
    before,
  );
  await say(ada, "are you there?");
  await until(bob, () => client.texts.length === 1);
  await bob.evaluate(() => client.cut(false));
  await until(
    ada,
    (id) => client.peer("Bob")?.id !== id && client.peer("Bob")?.state === "up",
    old,
  );
  expect(await ada.evaluate(() => client.events)).toEqual([
    "joined Bob",
    "track Bob microphone",
    "track Bob camera",
    "connected Bob",
    "state reconnecting",
    "state connected",
  ]);
  expect(await connections(ada)).toBe(1);
});

test("somebody new comes while a connection has no owner: nobody appears twice", async () => {
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  await relay.evaluate(() => server.restart(300));
  const eve = await person(lab, "Eve");
  for (const [page, names] of [
    [ada, ["Bob", "Eve"]],
    [bob, ["Ada", "Eve"]],
    [eve, ["Ada", "Bob"]],
  ] as const) {
    for (const name of names) await sees(page, name);
    expect(await page.evaluate(() => client.peers.size)).toBe(2);
    expect(await connections(page)).toBe(2);
  }
});
