import type { Page } from "playwright-core";
import { type Lab, until } from "./lab.js";

/** A page whose person is in the room. */
export async function person(lab: Lab, name: string, media?: false): Promise<Page> {
  const page = await lab.client();
  await enter(page, name, media);
  return page;
}

export async function enter(page: Page, name: string, media?: false): Promise<void> {
  const options = { profile: { name }, ...(media === false && { media }) };
  await page.evaluate((given) => client.join(given), options);
}

/** Waits until the page has decoded more pictures of that person than it had before. */
export async function sees(page: Page, name: string): Promise<void> {
  const before = await page.evaluate((of) => client.decoded(of), name);
  const moves = async ([of, count]: readonly [string, number]) =>
    (await client.decoded(of)) > count + 5;
  await until(page, moves, [name, before] as const);
}

/** How many connections the page has open. */
export const connections = (page: Page): Promise<number> =>
  page.evaluate(() => client.made.filter((pc) => pc.signalingState !== "closed").length);
