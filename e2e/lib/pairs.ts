import { type Browser, expect, type Page } from "@playwright/test";
import { decodesFrom, gapsOf, sdkPage } from "./call";
import type { Cluster } from "./cluster";
import {
  beginNegotiation,
  isNegotiating,
  type Negotiated,
  negotiated,
  socketsOnly,
} from "./negotiation";

/** Two pages in a room of their own. */
export type Pair = readonly [Page, Page];

/** The pages of a bare SDK, which decode each other. */
export async function callInPairs(
  browser: Browser,
  cluster: Cluster,
  count: number,
  media: MediaStreamConstraints,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let i = 1; i <= count; i++) {
    const ada = await sdkPage(browser, cluster, `pair-${i}`, { name: "Ada", media });
    const bob = await sdkPage(browser, cluster, `pair-${i}`, { name: "Bob", media });
    pairs.push([ada, bob]);
  }
  for (const page of pairs.flat()) await expect.poll(() => decodesFrom(page, 1)).toBe(true);
  await Promise.all(pairs.flat().map(socketsOnly));
  for (const pair of pairs) await negotiateOnce(pair);
  return pairs;
}

/**
 * Once in peace: Chromium 156 shows no picture any more (it goes on to decode) where the side that
 * answered first has to roll back an offer before any other negotiation was completed.
 */
const negotiateOnce = (pair: Pair) => negotiate(pair, pair[0]);

export const nodeOf = (page: Page) => page.evaluate<string>(() => window.room.node);

/** How many connections the page has made so far. */
export const connectionsOf = (page: Page) => page.evaluate(() => window.connections.length);

/** A gateway dies by SIGKILL while pages on it wait for answers. Answers how many did. */
export async function killDuringNegotiations(
  cluster: Cluster,
  node: string,
  pairs: readonly Pair[],
): Promise<number> {
  const hosted = await pagesOn(node, pairs);
  let waiting = 0;
  // Frozen first, so that the offers are certainly with it when it dies.
  cluster.freeze(node);
  await negotiateOn(hosted, pairs, async () => {
    waiting = (await Promise.all(hosted.map(isNegotiating))).filter(Boolean).length;
    cluster.kill(node);
    const chat = (page: Page) => page.evaluate((text) => window.room.chat(text), node);
    await Promise.all(pairs.flat().map(chat));
    for (const page of hosted) await hasMoved(page, node);
  });
  return waiting;
}

/** The same negotiations, and nobody dies: what they alone cost the pictures on this machine. */
export async function negotiateInPeace(node: string, pairs: readonly Pair[]): Promise<void> {
  await negotiateOn(await pagesOn(node, pairs), pairs, async () => undefined);
}

async function pagesOn(node: string, pairs: readonly Pair[]): Promise<Page[]> {
  const nodes = await Promise.all(pairs.flat().map(nodeOf));
  return pairs.flat().filter((_, i) => nodes[i] === node);
}

/** Those pages make offers, all at once; then comes `meanwhile`; then every pair has agreed. */
async function negotiateOn(
  pages: readonly Page[],
  pairs: readonly Pair[],
  meanwhile: () => Promise<void>,
): Promise<void> {
  const before = await Promise.all(pairs.map(([ada]) => negotiated(ada)));
  await Promise.all(pages.map(beginNegotiation));
  await meanwhile();
  for (const [i, pair] of pairs.entries()) {
    const begun = pair.filter((page) => pages.includes(page)).length;
    if (begun > 0) await agree(pair, before[i], begun);
  }
}

/** The page is at another gateway, and in the room. */
export async function hasMoved(page: Page, node: string): Promise<void> {
  const moved = () =>
    page.evaluate((dead) => window.room.state === "connected" && window.room.node !== dead, node);
  await expect.poll(moved, { timeout: 60_000 }).toBe(true);
}

/** One end adds a track and restarts ICE, and both agree on it. */
export async function negotiate(pair: Pair, begins: Page): Promise<void> {
  const before = await negotiated(pair[0]);
  await beginNegotiation(begins);
  await agree(pair, before, 1);
}

/** After `before` so many negotiations were begun: both ends have come to the same end of all. */
export async function agree(
  [ada, bob]: Pair,
  before: Negotiated | undefined,
  begun: number,
): Promise<void> {
  const both = async () => {
    const [one, other] = [await negotiated(ada), await negotiated(bob)];
    return {
      stable: one.stable && other.stable && one.connected && other.connected,
      restarted: one.fragments.every((fragment) => !before?.fragments.includes(fragment)),
      same: String(one.fragments) === String([...other.fragments].reverse()),
      lines: [one.directions.length, other.directions.length],
      open: one.directions.includes(null) || other.directions.includes(null),
    };
  };
  const lines = (before?.directions.length ?? 0) + begun;
  await expect
    .poll(both, { timeout: 60_000 })
    .toEqual({ stable: true, restarted: true, same: true, lines: [lines, lines], open: false });
}

/** The longest gaps between two frames on any of the pages, in ms. */
export async function worstGaps(pages: readonly Page[]): Promise<[ran: number, byClock: number]> {
  const gaps = await Promise.all(pages.map(gapsOf));
  const worst = (values: number[]) => Math.round(Math.max(...values));
  return [worst(gaps.map((g) => g.longest)), worst(gaps.map((g) => g.longestByClock))];
}
