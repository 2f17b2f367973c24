import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { until, useLab } from "./lab.js";
import { connections, enter, person, sees } from "./people.js";

const lab = await useLab();
let relay: Page;
beforeEach(async () => {
  relay = await lab.server();
});

const kept = (page: Page) => page.evaluate(() => sessionStorage.length);

test("a page that goes leaves its ticket to the next one, which deletes it when it reads it", async () => {
  const ada = await person(lab, "Ada", false);
  expect(await kept(ada)).toBe(0);
  const first = await ada.evaluate(() => client.room.self.id);
  await ada.reload();
  expect(await kept(ada)).toBe(1);
  await enter(ada, "Ada", false);
  expect(await kept(ada)).toBe(0);
  expect(await relay.evaluate(() => server.roster().length)).toBe(1);
  expect(await ada.evaluate(() => client.room.self.id)).not.toBe(first);
});

test("whoever left on purpose comes back as somebody new", async () => {
  const ada = await person(lab, "Ada", false);
  await ada.evaluate(() => client.room.leave());
  await ada.reload();
  expect(await kept(ada)).toBe(0);
});

test("a tab that was closed is away for five seconds, then gone", async () => {
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  await bob.goto("about:blank");
  await until(relay, () => server.held("Bob") !== undefined);
  expect(await relay.evaluate(() => server.held("Bob"))).toBeLessThanOrEqual(5000);
  await until(ada, () => client.events.includes("left Bob expired"));
});

test("a page that is put aside keeps its place, its session and its call", async () => {
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  const session = await bob.evaluate(() => client.room.self.id);
  const turn = (type: string) => dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
  await bob.evaluate(turn, "pagehide");
  await until(relay, () => server.held("Bob") !== undefined);
  expect(await relay.evaluate(() => server.held("Bob"))).toBeGreaterThan(500_000);
  expect(await kept(bob)).toBe(1);
  await bob.evaluate(turn, "pageshow");
  await until(bob, () => client.room.state === "connected");
  await until(relay, () => server.held("Bob") === undefined);
  expect(await kept(bob)).toBe(0);
  expect(await bob.evaluate(() => client.room.self.id)).toBe(session);
  await sees(ada, "Bob");
  expect(await connections(ada)).toBe(1);
});
