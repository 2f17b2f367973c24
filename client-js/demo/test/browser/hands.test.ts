import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { join, useStage } from "./stage-lab.js";

const lab = await useStage();

const DESKTOP = { size: "desktop", scheme: "dark" } as const;
const tile = (page: Page, name: string) => page.getByRole("group", { name });
const names = (page: Page) =>
  page.getByRole("list", { name: "People in the call" }).locator(".name").allTextContents();

test("a hand is raised by key and lowered by button, and told to the others", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  await page.keyboard.press("h");
  await tile(page, "Mary (you), hand raised").waitFor();
  expect(await page.evaluate(() => window.stage.room?.self.profile.hand)).toBe(1);
  await page.getByRole("button", { name: "Lower hand" }).click();
  await tile(page, "Mary (you)").waitFor();
  expect(await page.evaluate(() => window.stage.room?.self.profile.hand)).toBe(undefined);
});

test("hands come first in the list, in the order of raising, each with its place", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada", "Bob", "Eve");
  await page.keyboard.press("p");
  expect(await names(page)).toEqual(["Mary", "Ada", "Bob", "Eve"]);
  await page.evaluate(() => {
    const { room } = window.stage;
    room?.change("Eve", { profile: { hand: 1 } });
    room?.change("Bob", { profile: { hand: 2 } });
  });
  await page.getByRole("status").getByText("Bob raises a hand").waitFor();
  expect(await names(page)).toEqual(["Eve", "Bob", "Mary", "Ada"]);
  await page.getByRole("img", { name: "hand raised, number 2 in line" }).waitFor();
  await page.evaluate(() => window.stage.room?.change("Eve", { profile: { hand: 0 } }));
  expect(await names(page)).toEqual(["Bob", "Mary", "Ada", "Eve"]);
});

test("the list keeps the focus and what is open while people come, go and move", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada", "Bob");
  await page.keyboard.press("p");
  const more = page.getByRole("button", { name: "More about Bob" });
  await more.focus();
  await page.keyboard.press("Enter");
  await page.evaluate(() => {
    const { room } = window.stage;
    room?.change("Bob", { profile: { hand: 1, mic: "off" } });
    room?.add("Eve");
    room?.remove("Ada");
  });
  expect(await names(page)).toEqual(["Bob", "Mary", "Eve"]);
  expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.getByRole("button", { name: "Send a file to Bob" }).waitFor();
});

test("a reaction goes out as a pulse, and rises over one's own tile", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  await page.keyboard.press("r");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await tile(page, "Mary").locator(".reaction").waitFor();
  expect(await page.evaluate(() => window.stage.room?.pulses)).toEqual([{ reaction: "❤️" }]);
  await page.keyboard.press("Escape");
  await page.getByRole("group", { name: "Reactions" }).waitFor({ state: "hidden" });
  expect(await page.evaluate(() => document.activeElement?.className)).toBe("react");
});

test("a reaction of somebody rises over their tile, goes again, and many are said once", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada", "Bob");
  await page.evaluate(() => {
    const { room } = window.stage;
    for (let at = 0; at < 20; at += 1) room?.react("Ada", "🎉");
    room?.react("Bob", "🎉");
    room?.react("Bob", "<img src=x onerror=alert(1)>");
  });
  expect(await tile(page, "Ada").locator(".reaction").count()).toBe(6);
  expect(await tile(page, "Bob").locator(".reaction").count()).toBe(1);
  await page.getByText("Ada and Bob: party.", { exact: true }).waitFor({ state: "attached" });
  await expect.poll(() => page.locator(".reaction").count()).toBe(0);
});
