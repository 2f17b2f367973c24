import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { clustered, join, useStage } from "./stage-lab.js";

const lab = await useStage();

const badge = (page: Page) => page.locator("parley-gateway .node");
const button = (page: Page) => page.getByRole("button", { name: "Kill this gateway" });
const toast = (page: Page, text: string | RegExp) => page.getByRole("status").getByText(text);
const turn = (page: Page, state: "connected" | "reconnecting", node?: string) =>
  page.evaluate(([to, at]) => window.stage.room?.turn(to, at), [state, node] as const);

/** A call in a cluster of this machine, and which gateways were killed from it. */
async function call(status = 202): Promise<{ page: Page; killed: string[] }> {
  const page = await lab.page({ size: "desktop", scheme: "dark" });
  const killed = await clustered(page, status);
  await join(page, "Ada");
  await turn(page, "connected", "gw-2-5f1c");
  await button(page).waitFor();
  return { page, killed };
}

test("the badge says which gateway the page is on; elsewhere nobody can be killed", async () => {
  const page = await lab.page({ size: "desktop", scheme: "dark" });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await join(page, "Ada");
  expect(await badge(page).textContent()).toBe("Gateway gw");
  expect(await badge(page).getAttribute("title")).toContain("gw-5f1c");
  expect(await button(page).count()).toBe(0);
  expect(asked).not.toContain("/local/cluster");
});

test("the gateway is killed by a press, and the next one is told with the time it took", async () => {
  const { page, killed } = await call();
  await button(page).press("Enter");
  await expect.poll(() => killed).toEqual(["gw-2-5f1c"]);
  await turn(page, "reconnecting");
  expect(await button(page).getAttribute("aria-disabled")).toBe("true");
  await page.keyboard.press("Enter");
  await turn(page, "connected", "gw-3-0a9e");
  await toast(
    page,
    /^gw-2 is dead, gw-3 took over after \d+\.\d s\. Your call goes on\.$/,
  ).waitFor();
  expect(await badge(page).textContent()).toBe("Gateway gw-3");
  expect(await button(page).getAttribute("aria-disabled")).toBe("false");
  expect(await button(page).evaluate((one) => one === document.activeElement)).toBe(true);
  expect(killed).toEqual(["gw-2-5f1c"]);
});

test("who did not press is told of the next gateway too, also when nothing was lost", async () => {
  const { page } = await call();
  await page.evaluate(() => {
    if (window.stage.room) window.stage.room.node = "gw-1-77";
  });
  await toast(page, "Now on gw-1 instead of gw-2. Your call goes on.").waitFor();
  await turn(page, "connected", "gw-1-78");
  await toast(page, "Now on a new gw-1. Your call goes on.").waitFor();
});

test("a gateway that could not be killed can be tried again", async () => {
  const { page, killed } = await call(404);
  await button(page).click();
  await toast(page, "gw-2 could not be killed. Is ./run cluster still there?").waitFor();
  await button(page).click();
  await expect.poll(() => killed).toEqual(["gw-2-5f1c", "gw-2-5f1c"]);
});
