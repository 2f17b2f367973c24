import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { until, useLab } from "./lab.js";
import { person } from "./people.js";

const lab = await useLab();
beforeEach(() => lab.server());

declare global {
  var channels: (RTCDataChannel | undefined)[];
  var came: string[];
  var shut: () => void;
}

/** Opens channel 7, and notes what is told of it. */
const open = (page: Page) =>
  page.evaluate(() => {
    globalThis.channels = [];
    globalThis.came = [];
    globalThis.shut = client.room.channel({
      id: 7,
      message: (peer, data) => came.push(`${peer.profile.name}: ${data}`),
      carried: (_, channel) => channels.push(channel),
    });
  });
const say = (page: Page, text: string) =>
  page.evaluate((it) => channels.at(-1)?.send(it) as undefined, text);
const standing = (page: Page) => until(page, () => channels.at(-1)?.readyState === "open");

test("a channel of the app's own needs no negotiation, and moves with the connection", async () => {
  const ada = await person(lab, "Ada", false);
  const bob = await person(lab, "Bob", false);
  const negotiations = () => ada.evaluate(() => client.made.map((pc) => pc.negotiations));
  for (const page of [ada, bob])
    await until(page, (it) => client.connected(it), page === ada ? "Bob" : "Ada");
  const before = await negotiations();
  for (const page of [ada, bob]) {
    await open(page);
    await standing(page);
  }
  expect(await negotiations()).toEqual(before);
  await say(ada, "one");
  await until(bob, () => came.length === 1);

  for (const page of [ada, bob])
    await page.evaluate(() => {
      for (const pc of [...client.made]) pc.break();
    });
  for (const page of [ada, bob])
    await until(page, () => (client.paths.at(-1) ?? "").includes("race stable ke"));
  for (const page of [ada, bob]) await standing(page);
  await say(bob, "two");
  await say(ada, "three");
  await until(ada, () => came.length === 1);
  await until(bob, () => came.length === 2);
  expect(await bob.evaluate(() => came)).toEqual(["Ada: one", "Ada: three"]);

  await bob.evaluate(() => client.room.leave());
  await until(ada, () => channels.at(-1) === undefined);
});
