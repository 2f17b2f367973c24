import { type Browser, expect, type Page } from "@playwright/test";
import { atLobby, enter } from "./app";
import type { Server } from "./server";

/** Everybody in the room `name`, who came one after the other: the first is its host. */
export async function meeting<N extends string>(
  browser: Browser,
  server: Server,
  name: string,
  ...people: N[]
): Promise<Record<N, Page>> {
  const pages: Partial<Record<N, Page>> = {};
  for (const person of people) {
    const there = await atLobby(browser, server, `/r/${name}`);
    await enter(there, person);
    pages[person] = there.page;
  }
  const all = pages as Record<N, Page>;
  for (const person of people)
    await expect(all[person].locator("parley-tile")).toHaveCount(people.length);
  return all;
}

export const press = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).click();

export const tile = (page: Page, name: string) =>
  page.locator("parley-tile").filter({ has: page.getByText(name, { exact: true }) });

/** The list of people, with the lines of these open. */
export async function people(page: Page, ...open: string[]): Promise<void> {
  const list = page.getByRole("list", { name: "People in the call" });
  if (!(await list.isVisible())) await page.keyboard.press("p");
  for (const name of open) {
    const more = page.getByRole("button", { name: `More about ${name}` });
    if ((await more.getAttribute("aria-expanded")) !== "true") await more.click();
  }
}
