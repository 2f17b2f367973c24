import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { join, useStage } from "./stage-lab.js";

const lab = await useStage();

const DESKTOP = { size: "desktop", scheme: "dark" } as const;
const screen = (page: Page, name: string) => page.getByRole("group", { name: `${name}'s screen` });
const card = (page: Page, name: string) => page.getByRole("group", { name });

test("a screen wins the stage, the people stand beside it, and it goes again", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada", "Bob");
  await page.evaluate(() => window.stage.room?.share("Ada"));
  await screen(page, "Ada").waitFor();
  const width = async (name: string) =>
    (await page.getByRole("group", { name, exact: true }).boundingBox())?.width ?? 0;
  await expect.poll(() => width("Ada's screen")).toBeGreaterThan(800);
  expect(await width("Bob")).toBeLessThan(300);
  await page.evaluate(() => window.stage.room?.share("Bob"));
  await screen(page, "Bob").waitFor();
  await page.evaluate(() => window.stage.room?.share("Ada", false));
  await screen(page, "Ada").waitFor({ state: "detached" });
  await page.evaluate(() => window.stage.room?.remove("Bob"));
  await screen(page, "Bob").waitFor({ state: "detached" });
  await expect.poll(() => width("Ada")).toBeGreaterThan(400);
});

test("one's own screen is not shown to oneself: a line says that it is seen, and ends it", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  await page.getByRole("button", { name: "Share your screen" }).click();
  await page.getByText("Everybody sees your screen").waitFor();
  expect(await page.locator("parley-share").count()).toBe(0);
  await page.getByRole("button", { name: "Stop sharing", exact: true }).click();
  await page.getByText("Everybody sees your screen").waitFor({ state: "hidden" });
  await page.keyboard.press("s");
  await page.getByRole("button", { name: "Stop sharing your screen" }).click();
  await page.getByRole("button", { name: "Share your screen" }).waitFor();
});

test("where a browser cannot share a screen, there is no button for it", async () => {
  const page = await lab.page(
    DESKTOP,
    "delete MediaDevices.prototype.getDisplayMedia; navigator.mediaDevices.getDisplayMedia;",
  );
  await join(page);
  expect(await page.getByRole("button", { name: "Share your screen" }).count()).toBe(0);
  await page.keyboard.press("s");
  await page.getByText("This browser cannot share a screen.").waitFor();
});

test("an offer says who, what and how much, as text; it is accepted, grows, and is saved", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  const name = "<img src=x onerror=alert(1)>.pdf";
  await page.evaluate((given) => {
    window.stage.files?.come("Ada", { name: given, size: 16_500_000, type: "application/pdf" });
  }, name);
  const offer = card(page, `${name} from Ada`);
  await offer.getByText("from Ada · application/pdf").waitFor();
  await offer.getByText("16.5 MB").waitFor();
  await offer.getByRole("button", { name: `Accept ${name}` }).click();
  await offer.getByText("5.5 MB of 16.5 MB").waitFor();
  await page.evaluate(() => window.stage.files?.transfers[0]?.turn("done", 16_500_000));
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    offer.getByRole("link", { name: `Save ${name}` }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.pdf$/);
  await offer.getByRole("button", { name: `Dismiss ${name}` }).click();
  await page.getByRole("region", { name: "Files" }).waitFor({ state: "hidden" });
  expect(await page.locator("parley-app img").count()).toBe(0);
});

test("an offer is declined, and what one sends oneself is cancelled", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada", "Bob");
  await page.evaluate(() => {
    window.stage.files?.come("Ada", { name: "a.txt", size: 10, type: "text/plain" });
  });
  await page.getByRole("button", { name: "Decline a.txt" }).click();
  await card(page, "a.txt from Ada").getByText("Declined").waitFor();
  await page.keyboard.press("p");
  await page.getByRole("button", { name: "More about Bob" }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Send a file to Bob" }).click(),
  ]);
  await chooser.setFiles({ name: "b.txt", mimeType: "text/plain", buffer: Buffer.from("hello") });
  await page.getByRole("button", { name: "Cancel b.txt" }).click();
  await card(page, "b.txt to Bob").getByText("Cancelled").waitFor();
  expect(await page.evaluate(() => window.stage.files?.transfers.length)).toBe(2);
});

/** Drags a file over the page to that place, and drops it. */
const drop = (page: Page, selector: string) =>
  page.evaluate((place) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "drop.txt", { type: "text/plain" }));
    const target = document.querySelector(place);
    const event = (type: string) =>
      new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
    target?.dispatchEvent(event("dragover"));
    const said = document.querySelector("parley-drop strong")?.textContent;
    target?.dispatchEvent(event("drop"));
    return said;
  }, selector);

test("a file dropped on a picture goes to that person, elsewhere to everybody; pasted, too", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada", "Bob");
  expect(await drop(page, "parley-tile[aria-label=Bob]")).toBe("Drop to send to Bob");
  await card(page, "drop.txt to Bob").waitFor();
  expect(await drop(page, "parley-topbar")).toBe("Drop to send to everybody");
  await card(page, "drop.txt to Ada").waitFor();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["x"], "paste.png", { type: "image/png" }));
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
  });
  await card(page, "paste.png to Ada").waitFor();
  expect(await page.locator("parley-file").count()).toBe(5);
});
