import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { join, reach, useStage } from "./stage-lab.js";

const lab = await useStage();

const DESKTOP = { size: "desktop", scheme: "dark" } as const;
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const asked = (page: Page) => page.evaluate(() => window.stage.people?.asked);
const ringing = (page: Page, name: string) => page.getByRole("dialog", { name });

/** Counts the tones that sound. */
const EARS = `
  window.tones = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) { window.tones += 1; return start.call(this, at); };`;
const tones = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { tones: number }).tones);

/** In a call, and reachable. */
async function busyMary(page: Page): Promise<void> {
  await reach(page);
  await press(page, "Meet in a room");
  await join(page, "Ada");
}

test("who says who they are sees the people they call as they are, also after a reload", async () => {
  const page = await lab.page(DESKTOP);
  await reach(page, "ada", "bob", "eve", "zoe");
  await page.evaluate(() => {
    const { people } = window.stage;
    people?.show("ada", {});
    people?.show("bob", { calls: 1 });
    people?.show("eve", { status: { mood: "away" } });
  });
  const list = page.getByRole("list", { name: "People you call" });
  const lights = () => list.locator(".details").allTextContents();
  expect(await lights()).toEqual(["Available", "In a call", "Away", "Not here"]);
  await press(page, "Take bob off the list");
  await page.getByLabel("Your status").selectOption("Do not disturb");
  expect(await page.evaluate(() => window.stage.people?.statuses.at(-1))).toEqual({
    mood: "quiet",
  });
  await page.reload();
  await press(page, "Call someone");
  await page.getByText("You are mary").waitFor();
  expect(await list.locator(".name").allTextContents()).toEqual(["ada", "eve", "zoe"]);
  expect(await page.evaluate(() => window.stage.people?.statuses)).toEqual([{ mood: "quiet" }]);
  await press(page, "Stop");
  await page.getByLabel("Your user name").waitFor();
});

test("a name that is none is not taken, and a server that refuses is told", async () => {
  const page = await lab.page(DESKTOP);
  await press(page, "Call someone");
  const name = page.getByLabel("Your user name");
  await name.fill("not a name");
  await press(page, "Be reachable");
  expect(await name.getAttribute("aria-invalid")).toBe("true");
  await page.evaluate(() => Object.assign(window.stage, { stranger: "forbidden" }));
  await name.fill("mary");
  await press(page, "Be reachable");
  await page.getByRole("status").getByText("This server does not know you").waitFor();
});

test("who is called and answers is met in the room of the call", async () => {
  const page = await lab.page(DESKTOP);
  await reach(page, "ada");
  await press(page, "Call ada");
  await ringing(page, "ada").getByText("Calling …").waitFor();
  await page.evaluate(() => window.stage.people?.end("accepted"));
  await page.getByRole("toolbar", { name: "Call" }).waitFor();
  const name = await page.evaluate(() => window.stage.room?.name);
  expect(new URL(page.url()).pathname).toBe(`/r/${name}`);
});

test("who is in a call tells it, and that it is over", async () => {
  const page = await lab.page(DESKTOP);
  await busyMary(page);
  const told = () => page.evaluate(() => window.stage.people?.statuses);
  expect(await told()).toEqual([{ mood: "here" }, { mood: "here", call: true }]);
  await press(page, "Leave the call");
  expect((await told())?.at(-1)).toEqual({ mood: "here" });
});

test.each([
  ["declined", "ada declined."],
  ["busy", "ada is busy."],
  ["expired", "ada did not answer."],
] as const)("a call that is %s says so, and can be tried again", async (reason, text) => {
  const page = await lab.page(DESKTOP);
  await reach(page, "ada");
  await press(page, "Call ada");
  await page.evaluate((why) => window.stage.people?.end(why), reason);
  await ringing(page, "ada").getByText(text).waitFor();
  await press(page, "Call again");
  await ringing(page, "ada").getByText("Calling …").waitFor();
  await press(page, "Cancel");
  await ringing(page, "ada").waitFor({ state: "detached" });
  await expect.poll(() => asked(page)).toEqual(["ring ada", "ring ada", "cancel"]);
});

test("somebody who is not there is said to be", async () => {
  const page = await lab.page(DESKTOP);
  await reach(page, "ada");
  await page.evaluate(() => Object.assign(window.stage.people ?? {}, { refuse: "unknown-peer" }));
  await press(page, "Call ada");
  await ringing(page, "ada").getByText("ada is not here now.").waitFor();
  await press(page, "Close");
});

test("a call that comes is answered from the start page, by its first key", async () => {
  const page = await lab.page(DESKTOP);
  await reach(page);
  await page.evaluate(() => window.stage.people?.come("ada", "tea-room", { name: "Ada L" }));
  await ringing(page, "Ada L").getByText("calls you (ada).").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("toolbar", { name: "Call" }).waitFor();
  expect(await page.evaluate(() => window.stage.room?.name)).toBe("tea-room");
  await expect.poll(() => asked(page)).toEqual(["accept"]);
});

test("a call that comes into a call leaves it when answered, and not when declined", async () => {
  const page = await lab.page(DESKTOP);
  await busyMary(page);
  await page.evaluate(() => window.stage.people?.come("eve", "tea"));
  await ringing(page, "eve").getByText("Answering leaves this call.").waitFor();
  await page.keyboard.press("m");
  await press(page, "Decline");
  expect(await page.evaluate(() => window.stage.room?.microphone.state)).toBe("on");
  await page.evaluate(() => window.stage.people?.come("eve", "tea"));
  await press(page, "Answer");
  await expect.poll(() => page.evaluate(() => window.stage.room?.name)).toBe("tea");
  await expect.poll(() => asked(page)).toEqual(["decline", "accept"]);
});

test("busy, and Escape, silence this page alone", async () => {
  const page = await lab.page(DESKTOP);
  await reach(page);
  await page.evaluate(() => window.stage.people?.come("eve", "tea"));
  await press(page, "Busy");
  await page.evaluate(() => window.stage.people?.come("eve", "tea"));
  await ringing(page, "eve").waitFor();
  await page.keyboard.press("Escape");
  await ringing(page, "eve").waitFor({ state: "detached" });
  await expect.poll(() => asked(page)).toEqual(["busy", "busy"]);
});

test.each([
  ["accepted", "Answered on another page or device."],
  ["declined", "Declined on another page or device."],
  ["cancelled", "You missed a call from eve."],
  ["expired", "You missed a call from eve."],
] as const)("a call that is %s elsewhere rings no more, and says why", async (reason, text) => {
  const page = await lab.page(DESKTOP);
  await reach(page);
  await page.evaluate(() => window.stage.people?.come("eve", "tea"));
  await ringing(page, "eve").waitFor();
  await page.evaluate((why) => window.stage.people?.end(why), reason);
  await page.getByText(text).waitFor();
  expect(await ringing(page, "eve").count()).toBe(0);
  await expect.poll(() => asked(page)).toEqual([]);
});

test("it rings aloud until it is answered, and not at all when the person wants no sound", async () => {
  const page = await lab.page(DESKTOP, EARS);
  await reach(page);
  await page.evaluate(() => window.stage.people?.come("eve", "tea"));
  await expect.poll(() => tones(page)).toBeGreaterThan(4);
  await press(page, "Busy");
  const sounded = await tones(page);
  await page.getByRole("switch", { name: "Ringing sound" }).uncheck();
  await page.evaluate(() => window.stage.people?.come("eve", "tea"));
  await press(page, "Busy");
  expect(await tones(page)).toBe(sounded);
});

test("a knock sounds only for who wants it to", async () => {
  const page = await lab.page(DESKTOP, EARS);
  await join(page);
  await page.evaluate(() => window.stage.room?.knock("Zoe"));
  await page.getByText("Zoe waits to be let in").waitFor();
  expect(await tones(page)).toBe(0);
  await page.keyboard.press("d");
  await page.getByRole("switch", { name: "Knocking sound" }).check();
  await page.evaluate(() => window.stage.room?.knock("Cid"));
  await expect.poll(() => tones(page)).toBe(2);
});

test("who does not want to be disturbed is busy without a sound", async () => {
  const page = await lab.page(DESKTOP, EARS);
  await reach(page);
  await page.getByLabel("Your status").selectOption("Do not disturb");
  await page.evaluate(() => window.stage.people?.come("eve", "tea"));
  await expect.poll(() => asked(page)).toEqual(["busy"]);
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(await tones(page)).toBe(0);
});

test("an end of being reachable is told with its reason", async () => {
  const page = await lab.page(DESKTOP);
  await reach(page);
  await page.evaluate(() => window.stage.people?.fall("token-expired"));
  await page.getByText("Your invitation is not valid any more").waitFor();
});

test("two people compare their safety words, or are told why there are none", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  await page.keyboard.press("p");
  await press(page, "More about Ada");
  await press(page, "Safety words with Ada");
  const words = page.getByRole("list", { name: "Safety words" }).getByRole("listitem");
  await expect.poll(() => words.allTextContents()).toHaveLength(8);
  await page.keyboard.press("Escape");
  await page.evaluate(() => window.stage.room?.change("Ada", { connection: "lost" }));
  await press(page, "Safety words with Ada");
  await page.getByText("There is no connection to Ada now.").waitFor();
});
