import { expect, type Page } from "@playwright/test";
import { bareCall } from "../lib/bare";
import { gapsSince, lengthOf, longestSince, median, steady } from "../lib/gaps";
import { blankPage, join, picturesMove, waysOf } from "../lib/page";
import { IS_LONG, tellTimes } from "../lib/results";
import { type Rig, test } from "../lib/rig";
import { relaysUnknownAtJoin } from "../lib/unknown-relays";
import { holdConnection, usableAt } from "../lib/usable";

const ROUNDS = IS_LONG ? 30 : 5;
/** A break costs the browser alone seconds, which add nothing but time to the short form. */
const BARE_ROUNDS = IS_LONG ? 30 : 2;
/** Of what the browser alone takes: more than that is no healing. */
const RATIO = 0.35;
const OUTAGE_MS = 3000;

type Pages = readonly [Page, Page];

let rooms = 0;

interface CallOptions {
  readonly standby?: boolean;
  /** Done with each page before it joins. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Two people in a room of their own, who have seen each other for a second. */
async function call({ seats, server }: Rig, options: CallOptions = {}): Promise<Pages> {
  const { standby = false, prepare = async () => undefined } = options;
  const room = `path-${rooms++}`;
  const ada = await blankPage(seats[0].browser, server);
  const bob = await blankPage(seats[1].browser, server);
  for (const page of [ada, bob]) await prepare(page);
  await join(ada, server, room, { name: "Ada", standby });
  await join(bob, server, room, { name: "Bob", standby });
  await picturesMove(ada, bob);
  if (standby) for (const page of [ada, bob]) await twoConnections(page);
  await steady([ada, bob], Date.now(), { after: 1000 });
  return [ada, bob];
}

async function twoConnections(page: Page): Promise<void> {
  await expect.poll(async () => (await waysOf(page)).length).toBe(2);
}

/** The direct path dies; relays are reached as before. Answers the longest gaps, in ms. */
async function cutDirectPath(rig: Rig, pages: Pages): Promise<number[]> {
  const [{ home }, other] = rig.seats;
  const cut = Date.now();
  home.uplink.cut(other.home.uplink.wan);
  try {
    await steady(pages, cut);
    return await Promise.all(pages.map((page) => longestSince(page, cut)));
  } finally {
    home.uplink.heal();
    for (const page of pages) await page.context().close();
  }
}

test.beforeEach(({ rig }) => {
  for (const { home } of rig.seats) home.uplink.nat("cone");
});

test("a direct path dies while a relay is known: the pictures are back in a fraction of the browser's own time", async ({
  rig,
}) => {
  test.setTimeout(ROUNDS * 90_000);
  const [parley, standby, alone]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < ROUNDS; i++) {
    parley.push(...(await cutDirectPath(rig, await call(rig))));
    standby.push(...(await cutDirectPath(rig, await call(rig, { standby: true }))));
    if (i >= BARE_ROUNDS) continue;
    const bare = await bareCall(rig);
    await picturesMove(...bare);
    await steady(bare, Date.now(), { after: 1000 });
    alone.push(...(await cutDirectPath(rig, bare)));
  }
  tellTimes("direct path cut, gap", parley, { p50: 550, p95: 1000 });
  tellTimes("the same with a standby", standby, { p50: 400, p95: 1000 });
  tellTimes("the same, Chromium alone", alone);
  expect(median(parley) / median(alone)).toBeLessThan(RATIO);
  expect(median(standby) / median(alone)).toBeLessThan(RATIO);
});

test("a network that is gone for three seconds: pictures move as soon as it is back, and go on", async ({
  rig,
}) => {
  test.setTimeout(ROUNDS * 60_000);
  const { uplink } = rig.seats[0].home;
  const [back, second]: [number[], number[]] = [[], []];
  for (let i = 0; i < ROUNDS; i++) {
    const pages = await call(rig);
    uplink.cut();
    await new Promise((resolve) => setTimeout(resolve, OUTAGE_MS)); // what is measured: an outage of that length
    const healed = Date.now();
    uplink.heal();
    await steady(pages, healed, { after: 5000, ms: 3000 });
    for (const page of pages) {
      const [first, ...later] = await gapsSince(page, healed);
      back.push((first?.to ?? Number.NaN) - healed);
      second.push(Math.max(...later.map(lengthOf)));
    }
    for (const page of pages) await page.context().close();
  }
  tellTimes("network gone for 3 s, first picture after it is back", back, { p50: 150 });
  tellTimes("the same, longest gap after that", second, { p95: 400 });
  expect(median(back)).toBeLessThan(4000);
});

test("a direct path dies, and relays were not known: they are asked for, and used", async ({
  rig,
}) => {
  test.setTimeout(ROUNDS * 60_000);
  const gaps: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const pages = await call(rig, { prepare: relaysUnknownAtJoin });
    gaps.push(...(await cutDirectPath(rig, pages)));
  }
  tellTimes("direct path cut, no relay known, gap", gaps, { p50: 1500 });
  expect(median(gaps)).toBeLessThan(5000);
});

test("the interface in use dies and another comes up: pictures move once the browser has it, and go on", async ({
  rig,
}) => {
  test.setTimeout(ROUNDS * 60_000);
  const { home, browser } = rig.seats[0];
  const [late, second]: [number[], number[]] = [[], []];
  for (let i = 0; i < ROUNDS; i++) {
    const pages = await call(rig);
    const probe = await blankPage(browser, rig.server);
    await holdConnection(probe);
    const usable = usableAt(probe, home.spare.address);
    const began = Date.now();
    try {
      home.uplink.down();
      home.spare.up();
      const from = await usable;
      await steady(pages, from, { after: 8000, ms: 3000 });
      for (const page of pages) {
        const [first, ...later] = await gapsSince(page, from);
        late.push((first?.to ?? Number.NaN) - from);
        second.push(Math.max(...later.map(lengthOf)));
      }
      process.stdout.write(
        `net: the browser had the new interface after ${Math.round(from - began)} ms\n`,
      );
    } finally {
      home.spare.down();
      home.uplink.up();
      for (const page of [...pages, probe]) await page.context().close();
    }
  }
  tellTimes("interface changed, first picture after the new one is usable", late, { p50: 1000 });
  tellTimes("the same, longest gap after that", second, { p95: 400 });
  expect(median(late)).toBeLessThan(6000);
});
