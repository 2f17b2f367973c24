import { expect, type Page } from "@playwright/test";

/** No picture for longer than that is no steady video, at 15 a second on a busy machine. */
const STEADY_MS = 400;

/** Between two pictures, in ms since 1970. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

export const lengthOf = ({ from, to }: Gap): number => to - from;

/** Times without a new picture, in their order, from the one that lasts at `since` to the one that lasts now. */
export async function gapsSince(page: Page, since: number): Promise<Gap[]> {
  const times = await page.evaluate(() => [...window.pictures, Date.now()]);
  return times.map((to, i) => ({ from: times[i - 1] ?? to, to })).filter(({ to }) => to > since);
}

export async function longestSince(page: Page, since: number): Promise<number> {
  return Math.max(...(await gapsSince(page, since)).map(lengthOf));
}

/** Waits until all pages have shown steady video for `ms`, at least `after` ms after `since`. */
export async function steady(
  pages: readonly Page[],
  since: number,
  { after = 1500, ms = 1000 } = {},
): Promise<void> {
  const calm = async () => {
    const start = Date.now() - ms;
    if (start + ms < since + after) return false;
    const longest = await Promise.all(pages.map((page) => longestSince(page, start)));
    return Math.max(...longest) < STEADY_MS;
  };
  await expect.poll(calm, { timeout: 60_000, intervals: [100] }).toBe(true);
}

/** The value below which that share of the list lies. */
export function percentile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (list: readonly number[]): number => percentile(list, 0.5);
