import { expect, type Page } from "@playwright/test";
import { bareCall } from "../lib/bare";
import { median } from "../lib/gaps";
import { blankPage, join, picturesMove } from "../lib/page";
import { IS_LONG, tellTimes } from "../lib/results";
import { type Rig, test } from "../lib/rig";
import { slow } from "../lib/slow";

const ROUNDS = IS_LONG ? 20 : 3;
const ONE_WAY_MS = 50;
/** Of what a client takes that waits for all candidates: more than that, and a join waits for something. */
const RATIO = 1.5;

/** From the click of `joining` to the first picture that either of them shows last. */
async function toBothPictures(joining: Page, waiting: Page): Promise<number> {
  await picturesMove(joining, waiting);
  const first = (page: Page) => page.evaluate(() => window.pictures[0] ?? Number.NaN);
  const shown = await Promise.all([joining, waiting].map(first));
  const ms = Math.max(...shown) - (await joining.evaluate(() => window.joined));
  for (const page of [joining, waiting]) await page.context().close();
  return ms;
}

let rooms = 0;

/** By Parley; `far`: who joins is the one behind the slow wire, and so is the socket. */
async function withParley({ seats, server }: Rig, far: boolean): Promise<number> {
  const room = `join-${rooms++}`;
  const [here, there] = far ? seats : [seats[1], seats[0]];
  const waiting = await blankPage(there.browser, server);
  await join(waiting, server, room, { name: "Ada" });
  const joining = await blankPage(here.browser, server);
  await join(joining, server, room, { name: "Bob", lobby: true });
  return toBothPictures(joining, waiting);
}

async function bare(rig: Rig, trickle: boolean): Promise<number> {
  const [calling, called] = await bareCall(rig, { delayMs: ONE_WAY_MS, trickle });
  return toBothPictures(calling, called);
}

test("a join at 100 ms of round trip, beside classic clients", async ({ rig }) => {
  test.setTimeout(ROUNDS * 60_000);
  for (const { home } of rig.seats) home.uplink.nat("cone");
  const undo = slow(rig.internet, rig.seats[0].home.uplink, ONE_WAY_MS);
  try {
    const ways = {
      "Parley, who joins is near the server": () => withParley(rig, false),
      "Parley, who joins is far from it": () => withParley(rig, true),
      "a classic client that trickles": () => bare(rig, true),
      "one that waits for all candidates": () => bare(rig, false),
    };
    const times = new Map<string, number[]>();
    for (const way of Object.values(ways)) await way(); // the first connection of a browser: not counted
    for (let i = 0; i < ROUNDS; i++)
      for (const [name, way] of Object.entries(ways))
        times.set(name, [...(times.get(name) ?? []), await way()]);
    for (const [name, list] of times) {
      const demand = name.endsWith("near the server") ? { p50: 500 } : {};
      tellTimes(`join at 100 ms round trip: ${name}`, list, demand);
    }
    const [near = [], , , waiting = []] = times.values();
    expect(median(near) / median(waiting)).toBeLessThan(RATIO);
  } finally {
    await undo();
  }
});
