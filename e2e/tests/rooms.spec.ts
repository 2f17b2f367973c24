import { expect, type Page } from "@playwright/test";
import { movingPictures } from "../lib/app";
import { meeting, people, press, tile } from "../lib/meeting";
import { test } from "../lib/test";

const heading = (page: Page, name: string) => page.getByRole("heading", { name });

test("who is removed is told, and so are the others", async ({ browser, server }) => {
  const { Ada, Bob, Eve } = await meeting(browser, server, "remove", "Ada", "Bob", "Eve");
  await people(Ada, "Bob");
  await press(Ada, "Remove Bob from the call");
  await press(Ada, "Remove");
  await expect(heading(Bob, "You were removed from the call")).toBeVisible();
  for (const page of [Ada, Eve]) await expect(page.locator("parley-tile")).toHaveCount(2);
  await expect(Eve.getByText("Bob was removed")).toBeVisible();
});

test("hands stand in one order for all, and reactions rise at the others", async ({
  browser,
  server,
}) => {
  const { Ada, Bob, Eve } = await meeting(browser, server, "hands", "Ada", "Bob", "Eve");
  await Eve.keyboard.press("h");
  await expect(Bob.getByText("Eve raises a hand")).toBeVisible();
  await Bob.keyboard.press("h");
  for (const page of [Ada, Bob, Eve]) {
    await people(page);
    const names = page.getByRole("list", { name: "People in the call" }).locator(".name");
    await expect(names).toHaveText([/Eve/, /Bob/, /Ada/]);
  }
  await Ada.keyboard.press("r");
  await press(Ada, "React: party");
  await expect(tile(Eve, "Ada").locator(".reaction")).toHaveText("🎉");
});

test("two people read the same safety words, with a third other ones", async ({
  browser,
  server,
}) => {
  const { Ada, Bob, Eve } = await meeting(browser, server, "words", "Ada", "Bob", "Eve");
  for (const page of [Ada, Bob, Eve])
    await expect.poll(() => movingPictures(page), { timeout: 60_000 }).toBe(3);
  const words = async (page: Page, name: string) => {
    await people(page, name);
    await press(page, `Safety words with ${name}`);
    const list = page.getByRole("list", { name: "Safety words" }).getByRole("listitem");
    await expect(list).toHaveCount(8);
    const read = await list.allTextContents();
    await page.keyboard.press("Escape");
    return read.join(" ");
  };
  const [adaBob, bobAda] = [await words(Ada, "Bob"), await words(Bob, "Ada")];
  const [adaEve, eveAda] = [await words(Ada, "Eve"), await words(Eve, "Ada")];
  expect(adaBob).toBe(bobAda);
  expect(adaEve).toBe(eveAda);
  expect(adaBob).not.toBe(adaEve);
});
