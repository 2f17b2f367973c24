import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { until, useLab } from "./lab.js";
import type { filesPage } from "./page/files.js";

declare global {
  var files: typeof filesPage;
}

const MB = 1_000_000;

const lab = await useLab();
beforeEach(() => lab.server());

/** People in a room, without cameras, who all take part in files. */
async function people(...names: string[]): Promise<Page[]> {
  const pages: Page[] = [];
  for (const name of names) {
    const page = await lab.page("files");
    await page.evaluate((given) => client.join({ profile: { name: given }, media: false }), name);
    await page.evaluate(() => files.open());
    pages.push(page);
  }
  for (const page of pages)
    await until(page, (count) => files.connected() === count, pages.length - 1);
  return pages;
}

const offered = (page: Page) => until(page, () => files.offers.at(-1)?.state === "offered");
const accept = (page: Page) => page.evaluate(() => files.accept());
const done = (page: Page) => until(page, () => files.states().every((state) => state === "done"));
/** Until some of it is here, and not all. */
const midway = (page: Page) => until(page, () => (files.offers.at(-1)?.bytes ?? 0) > 1_000_000);

test("17 MB to two people at once: each has every byte, and knows what it is before", async () => {
  const [ada, bob, eve] = (await people("Ada", "Bob", "Eve")) as [Page, Page, Page];
  const hash = await ada.evaluate((size) => files.offer(size), 17 * MB);
  for (const page of [bob, eve]) {
    await offered(page);
    const { name, size, type } = await page.evaluate(() => {
      const [{ name, size, type } = { name: "", size: 0, type: "" }] = files.offers;
      return { name, size, type };
    });
    expect({ name, size, type }).toEqual({
      name: "holiday.mov",
      size: 17 * MB,
      type: "video/quicktime",
    });
    await accept(page);
  }
  for (const page of [ada, bob, eve]) await done(page);
  for (const page of [bob, eve]) expect(await page.evaluate(() => files.hash())).toBe(hash);
});

test("one declines, one cancels in the middle; the third has it all the same", async () => {
  const [ada, bob, eve, kim] = (await people("Ada", "Bob", "Eve", "Kim")) as Page[] as [
    Page,
    Page,
    Page,
    Page,
  ];
  const hash = await ada.evaluate((size) => files.offer(size), 16 * MB);
  for (const page of [bob, eve, kim]) await offered(page);
  await bob.evaluate(() => files.offers[0]?.decline());
  await accept(eve);
  await midway(eve);
  await eve.evaluate(() => files.offers[0]?.cancel());
  await accept(kim);
  await done(kim);
  expect(await kim.evaluate(() => files.hash())).toBe(hash);
  await until(ada, () => files.exchange.transfers.length === 0);
  expect((await ada.evaluate(() => files.states())).sort()).toEqual([
    "cancelled",
    "declined",
    "done",
  ]);
  expect(await eve.evaluate(() => files.offers[0]?.file)).toBeUndefined();
});

test.each(["break", "close"] as const)(
  "in the middle the connection goes (%s): another one carries it on, and every byte is right",
  async (how) => {
    const [ada, bob] = (await people("Ada", "Bob")) as [Page, Page];
    const hash = await ada.evaluate((size) => files.offer(size), 32 * MB);
    await offered(bob);
    await bob.evaluate((way) => files.acceptAnd(way), how);
    await until(bob, () => files.acted !== undefined);
    expect(await bob.evaluate(() => files.acted)).toBe("running");
    if (how === "break")
      await ada.evaluate(() => {
        for (const pc of [...client.made]) if (pc.signalingState !== "closed") pc.break();
      });
    for (const page of [ada, bob]) await done(page);
    expect(await bob.evaluate(() => files.hash())).toBe(hash);
    expect(await bob.evaluate(() => client.link("Ada"))).toBeGreaterThan(1);
  },
);

test("every server goes in the middle: it is sent to the end, and another is offered then", async () => {
  const [ada, bob] = (await people("Ada", "Bob")) as [Page, Page];
  const first = await ada.evaluate((size) => files.offer(size, "Bob"), 32 * MB);
  await offered(bob);
  await ada.evaluate(() => client.cut(true));
  await bob.evaluate(() => files.acceptAnd("cut"));
  for (const page of [ada, bob]) await done(page);
  expect(await bob.evaluate(() => files.acted)).toBe("running");
  expect(await bob.evaluate(() => files.hash())).toBe(first);
  const hash = await ada.evaluate((size) => files.offer(size, "Bob"), 2 * MB);
  await offered(bob);
  await accept(bob);
  for (const page of [ada, bob]) await done(page);
  expect(await bob.evaluate(() => files.hash())).toBe(hash);
});

test("a large file goes to the origin's own file system, and comes out whole", async () => {
  const [ada, bob] = (await people("Ada", "Bob")) as [Page, Page];
  const hash = await ada.evaluate((size) => files.offer(size, "Bob"), 70 * MB);
  await offered(bob);
  await accept(bob);
  await midway(bob);
  const stored = await bob.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of (root as unknown as { keys(): AsyncIterable<string> }).keys())
      names.push(name);
    return names;
  });
  expect(stored.some((name) => name.startsWith("parley-"))).toBe(true);
  for (const page of [ada, bob]) await done(page);
  expect(await bob.evaluate(() => files.hash())).toBe(hash);
});
