import { type Browser, expect, type Page } from "@playwright/test";
import { atLobby, movingPictures } from "../lib/app";
import { press } from "../lib/meeting";
import type { Server } from "../lib/server";
import { test } from "../lib/test";

const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });
const inCall = (page: Page) => expect(page.getByRole("toolbar", { name: "Call" })).toBeVisible();
const presenceOf = (page: Page, user: string) =>
  page
    .getByRole("list", { name: "People you call" })
    .getByRole("listitem")
    .filter({ hasText: user });

/** Somebody on the start page who is reachable, and watches these. */
async function reachable(browser: Browser, server: Server, user: string, ...watched: string[]) {
  const { page } = await atLobby(browser, server, "/");
  await press(page, "Call someone");
  await page.getByLabel("Your user name").fill(user);
  await press(page, "Be reachable");
  await expect(page.getByText(`You are ${user}`)).toBeVisible();
  for (const each of watched) {
    await page.getByLabel("Add somebody by their user name").fill(each);
    await press(page, "Add");
  }
  return page;
}

test("somebody is seen to come, to be away, and to go", async ({ browser, server }) => {
  const ada = await reachable(browser, server, "ada-seen", "bob-seen");
  const seen = presenceOf(ada, "bob-seen");
  await expect(seen).toContainText("Not here");
  const bob = await reachable(browser, server, "bob-seen");
  await expect(seen).toContainText("Available");
  await bob.getByLabel("Your status").selectOption("Away");
  await expect(seen).toContainText("Away");
  await bob.close();
  await expect(seen).toContainText("Not here");
});

test("every page of a user rings; the first that answers has it, and both meet", async ({
  browser,
  server,
}) => {
  const ada = await reachable(browser, server, "ada", "bob");
  const bob = await reachable(browser, server, "bob");
  const tablet = await reachable(browser, server, "bob");
  await press(ada, "Call bob");
  for (const page of [bob, tablet])
    await expect(dialog(page, "ada").getByText("calls you")).toBeVisible();
  await press(bob, "Answer");
  await expect(tablet.getByText("Answered on another page or device.")).toBeVisible();
  await expect(dialog(tablet, "ada")).toHaveCount(0);
  for (const page of [ada, bob]) await inCall(page);
  for (const page of [ada, bob])
    await expect.poll(() => movingPictures(page), { timeout: 60_000 }).toBe(2);
  expect(new URL(bob.url()).pathname).toBe(new URL(ada.url()).pathname);
});

test("a call is declined for all pages, busy on one alone, and missed when it is given up", async ({
  browser,
  server,
}) => {
  const ada = await reachable(browser, server, "ada-no", "bob-no");
  const bob = await reachable(browser, server, "bob-no");
  const tablet = await reachable(browser, server, "bob-no");
  await press(ada, "Call bob-no");
  await press(bob, "Decline");
  await expect(dialog(ada, "bob-no").getByText("bob-no declined.")).toBeVisible();
  await expect(tablet.getByText("Declined on another page or device.")).toBeVisible();
  await press(ada, "Call again");
  await press(bob, "Busy");
  await expect(dialog(tablet, "ada-no")).toBeVisible();
  await press(tablet, "Busy");
  await expect(dialog(ada, "bob-no").getByText("bob-no is busy.")).toBeVisible();
  await press(ada, "Call again");
  await expect(dialog(bob, "ada-no")).toBeVisible();
  await press(ada, "Cancel");
  for (const page of [bob, tablet])
    await expect(page.getByText("You missed a call from ada-no.")).toBeVisible();
});

test("who is in a call is seen to be, is rung there, and may stay", async ({ browser, server }) => {
  const ada = await reachable(browser, server, "ada-in", "bob-in");
  const bob = await reachable(browser, server, "bob-in");
  await press(bob, "Meet in a room");
  await bob.getByLabel("Room name").fill("in-a-call");
  await press(bob, "Join the call");
  await inCall(bob);
  await expect(presenceOf(ada, "bob-in")).toContainText("In a call");
  await press(ada, "Call bob-in");
  await expect(dialog(bob, "ada-in").getByText("Answering leaves this call.")).toBeVisible();
  await press(bob, "Busy");
  await expect(dialog(ada, "bob-in").getByText("bob-in is busy.")).toBeVisible();
  await inCall(bob);
});

test("nobody rings who is not there", async ({ browser, server }) => {
  const ada = await reachable(browser, server, "ada-alone", "nobody");
  await press(ada, "Call nobody");
  await expect(dialog(ada, "nobody").getByText("nobody is not here now.")).toBeVisible();
});
