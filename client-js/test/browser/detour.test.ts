import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { until, useLab } from "./lab.js";
import { person, sees } from "./people.js";

const ROUNDS = process.env.VERIFY_LONG ? 20 : 5;

const lab = await useLab();
beforeEach(() => lab.server());

const links = (page: Page, name: string) => page.evaluate((of) => client.link(of), name);
const problems = (page: Page) =>
  page.evaluate(() => client.events.filter((it) => /error|lost|left/.test(it)));

/** All of them see each other; then no server answers any more. */
async function alone(...names: readonly string[]): Promise<Page[]> {
  const pages: Page[] = [];
  for (const name of names) pages.push(await person(lab, name));
  for (const [i, page] of pages.entries())
    for (const name of names) if (name !== names[i]) await sees(page, name);
  for (const page of pages) await page.evaluate(() => client.cut(true));
  for (const page of pages) await until(page, () => client.room.state === "reconnecting");
  return pages;
}

/** Sends a track more, by one codec: a description of twenty by all of them is longer than a signal may be. */
function addTrack(name: string): void {
  const canvas = document.createElement("canvas");
  const paint = () => canvas.getContext("2d")?.fillRect(Math.random() * 9, 0, 9, 9);
  setInterval(paint, 50);
  const [track] = canvas.captureStream(20).getTracks();
  if (!track) return;
  const { codecs = [] } = RTCRtpReceiver.getCapabilities("video") ?? {};
  client
    .to(name)
    ?.addTransceiver(track, { direction: "sendonly" })
    .setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === "video/VP8"));
}

/** Pictures decoded on the newest of the tracks that come from that person. */
async function decoded(name: string): Promise<number> {
  const receiver = client.to(name)?.getReceivers().at(-1);
  for (const report of (await receiver?.getStats())?.values() ?? [])
    if (report.type === "inbound-rtp") return report.framesDecoded ?? 0;
  return 0;
}

test(`no server answers: a track is added and seen, ${ROUNDS} times`, async () => {
  const [ada, bob] = (await alone("Ada", "Bob")) as [Page, Page];
  await ada.evaluate(`globalThis.addTrack = ${addTrack}`);
  await bob.evaluate(`globalThis.decoded = ${decoded}`);
  for (let round = 1; round <= ROUNDS; round++) {
    await ada.evaluate(() => addTrack("Bob"));
    const come = (count: number) => client.to("Ada")?.getReceivers().length === 2 + count;
    await until(bob, come, round);
    await until(bob, async () => (await decoded("Ada")) >= 5);
  }
  for (const page of [ada, bob]) {
    expect(await problems(page)).toEqual([]);
    expect(await page.evaluate(() => client.room.state)).toBe("reconnecting");
  }
});

test(`no server answers: a broken pair is healed through a third, ${ROUNDS} times`, async () => {
  const [ada, bob, eve] = (await alone("Ada", "Bob", "Eve")) as [Page, Page, Page];
  const before = await Promise.all([links(ada, "Eve"), links(bob, "Eve")]);
  for (let round = 1; round <= ROUNDS; round++) {
    const old = (await links(ada, "Bob")) ?? 0;
    await ada.evaluate(() => client.to("Bob")?.close());
    const healed = async ([name, link]: readonly [string, number]) =>
      ((await client.link(name)) ?? 0) !== link && client.connected(name);
    await until(ada, healed, ["Bob", old] as const);
    await until(bob, healed, ["Ada", old] as const);
    await sees(ada, "Bob");
    await sees(bob, "Ada");
    expect(await links(ada, "Bob")).toBe(await links(bob, "Ada"));
  }
  for (const page of [ada, bob, eve]) expect(await problems(page)).toEqual([]);
  expect(await Promise.all([links(ada, "Eve"), links(bob, "Eve")])).toEqual(before);
});

test("the server is back: calls go on as they are, and the next signal goes through it", async () => {
  const [ada, bob, eve] = (await alone("Ada", "Bob", "Eve")) as [Page, Page, Page];
  const old = (await links(ada, "Bob")) ?? 0;
  await ada.evaluate(() => client.to("Bob")?.close());
  await until(ada, async (link) => (await client.link("Bob")) !== link, old);
  for (const page of [ada, bob, eve]) await page.evaluate(() => client.cut(false));
  for (const page of [ada, bob, eve]) await until(page, () => client.room.state === "connected");
  await sees(ada, "Bob");
  await sees(bob, "Ada");
  const before = await ada.evaluate(() => client.ufrags());
  await ada.evaluate(() => client.restartIce());
  await until(ada, (were) => client.ufrags().every((ufrag) => !were.includes(ufrag)), before);
  for (const page of [ada, bob, eve]) expect(await problems(page)).toEqual([]);
});

test("no server answers: who leaves is gone for the others", async () => {
  const [ada, bob, eve] = (await alone("Ada", "Bob", "Eve")) as [Page, Page, Page];
  await bob.evaluate(() => client.room.leave());
  for (const page of [ada, eve]) {
    await until(page, () => client.events.includes("left Bob left"));
    expect(await page.evaluate(() => client.room.peers.size)).toBe(1);
  }
});
