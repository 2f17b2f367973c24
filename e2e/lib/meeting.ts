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

/** Somebody who asks to come in, and does not wait for an answer. */
export async function comeTo(browser: Browser, server: Server, path: string, name: string) {
  const { page } = await atLobby(browser, server, path);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Join the call" }).click();
  return page;
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

/** What the page hears of the others: true for each whose sound is let through. */
export const heard = (page: Page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll("parley-tile")].flatMap((each) => {
        const video = each.querySelector("video");
        const [track] = (video?.srcObject as MediaStream | null)?.getAudioTracks() ?? [];
        const name = each.querySelector(".name")?.textContent ?? "";
        return name.endsWith("(you)") ? [] : [[name, track?.enabled ?? false]];
      }),
    ),
  );
