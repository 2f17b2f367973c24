import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { join, useStage } from "./stage-lab.js";

const lab = await useStage();

const DESKTOP = { size: "desktop", scheme: "dark" } as const;
const asked = (page: Page) => page.evaluate(() => window.stage.room?.asked);
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Joins as the owner, with Ada's line opened. */
async function chair(page: Page, ...others: string[]): Promise<void> {
  await join(page, "Ada", ...others);
  await page.keyboard.press("p");
  await press(page, "More about Ada");
}

test("every right is taken and given back by one press, and shows", async () => {
  const page = await lab.page(DESKTOP);
  await chair(page);
  for (const right of ["Microphone", "Camera", "Screen", "Chat and files"]) {
    const button = page.getByRole("button", { name: `${right} of Ada` });
    expect(await button.getAttribute("aria-pressed")).toBe("true");
    await button.click();
    expect(await button.getAttribute("aria-pressed")).toBe("false");
    await button.click();
    expect(await button.getAttribute("aria-pressed")).toBe("true");
  }
  await expect
    .poll(() => asked(page))
    .toEqual(
      ["microphone", "camera", "screen", "data"].flatMap((kind) => [
        `mute Ada ${kind}`,
        `grant Ada ${kind}`,
      ]),
    );
});

test("somebody muted is marked for all, in the list and on the tile", async () => {
  const page = await lab.page(DESKTOP);
  await chair(page);
  await page.getByRole("button", { name: "Microphone of Ada" }).click();
  await page.getByRole("group", { name: "Ada, muted by a moderator" }).waitFor();
  await page.getByRole("img", { name: "muted by a moderator" }).waitFor();
});

test("roles are chosen, and one that is refused is not shown", async () => {
  const page = await lab.page(DESKTOP);
  await chair(page);
  const role = page.getByRole("combobox", { name: "Role" });
  await role.selectOption("Moderator");
  await page.getByText("Ada: Moderator now").waitFor();
  await page.evaluate(() => Object.assign(window.stage.room ?? {}, { deaf: true }));
  await role.selectOption("Observer");
  await page.getByText("That did not work. Try again.").waitFor();
  expect(await role.inputValue()).toBe("moderator");
  await expect.poll(() => asked(page)).toEqual(["role Ada moderator"]);
});

test("a ban is explained, asked for, listed, and lifted", async () => {
  const page = await lab.page(DESKTOP);
  await chair(page, "Bob");
  await press(page, "Ban Ada from this room");
  await page.getByText("until a moderator lets them in again").waitFor();
  await press(page, "Ban");
  const kept = page.getByRole("list", { name: "Kept out" });
  await kept.getByText("Ada").waitFor();
  await page.getByText("Ada was removed, and is kept out").waitFor();
  await press(page, "Allow again: Ada");
  await kept.waitFor({ state: "hidden" });
  await expect.poll(() => asked(page)).toEqual(["ban Ada", "unban Ada"]);
});

test("who knocks is told once, let in from there, and counted at the button", async () => {
  const page = await lab.page(DESKTOP);
  await join(page);
  await page.evaluate(() => window.stage.room?.knock("Zoe"));
  await page.getByRole("status").getByText("Zoe waits to be let in").waitFor();
  await page.getByRole("button", { name: "People, 1 in the call, 1 waiting" }).waitFor();
  await press(page, "Let in");
  await page.getByText("Zoe joined").waitFor();
  await page.evaluate(() => window.stage.room?.knock("Cid"));
  await press(page, "Later");
  await page.getByText("Cid waits to be let in").waitFor({ state: "hidden" });
  await page.evaluate(() => window.stage.room?.knock("Eve"));
  await page.getByText("Cid and Eve wait to be let in").waitFor();
  await expect.poll(() => asked(page)).toEqual(["admit Zoe"]);
});

test("from the list one is let in, one turned away after a question, or all at once", async () => {
  const page = await lab.page(DESKTOP);
  await join(page);
  await page.keyboard.press("p");
  await page.evaluate(() => {
    for (const name of ["Zoe", "Cid", "Eve", "Kim"]) window.stage.room?.knock(name);
  });
  await press(page, "Let in Cid");
  await press(page, "Turn Zoe away");
  await press(page, "Turn away");
  await press(page, "Let all in");
  await page.getByRole("list", { name: "Waiting to be let in" }).waitFor({ state: "hidden" });
  await expect.poll(() => asked(page)).toEqual(["admit Cid", "deny Zoe", "admit"]);
});

test("the rules of the room are switched, and follow another moderator's change", async () => {
  const page = await lab.page(DESKTOP);
  await join(page);
  await page.keyboard.press("p");
  await press(page, "Room settings");
  const toggle = (name: string) => page.getByRole("switch", { name });
  for (const name of ["Lobby", "Lock the room", "Hide addresses"]) await toggle(name).check();
  await page.getByLabel("People at most").fill("6");
  await page.keyboard.press("Tab");
  await page.getByText("Locked · Lobby on · Addresses hidden").waitFor();
  await page.evaluate(() => window.stage.room?.unlock());
  await expect.poll(() => toggle("Lock the room").isChecked()).toBe(false);
  await page.getByLabel("People at most").fill("99");
  await page.keyboard.press("Tab");
  expect(await page.getByLabel("People at most").inputValue()).toBe("6");
  await expect
    .poll(() => asked(page))
    .toEqual([
      'policy {"lobby":true}',
      "lock",
      'policy {"relay":true}',
      'policy {"capacity":6}',
      "unlock",
    ]);
});

test("the owner closes the room for all, after a question; a moderator cannot", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  await page.keyboard.press("p");
  await press(page, "Room settings");
  await press(page, "Close the room for all");
  await press(page, "Close for all");
  await expect.poll(() => asked(page)).toEqual(["close"]);
  await page.keyboard.press("Escape");
  await page.evaluate(() => window.stage.room?.stand({ role: "moderator" }));
  await press(page, "Room settings");
  expect(await page.getByRole("button", { name: "Close the room for all" }).count()).toBe(0);
});

test("who is no moderator sees no such buttons, and an owner is safe from a moderator", async () => {
  const page = await lab.page(DESKTOP);
  await chair(page);
  await page.evaluate(() => {
    window.stage.room?.stand({ role: "moderator" });
    window.stage.room?.change("Ada", { role: "owner" });
    window.stage.room?.knock("Zoe");
  });
  const grave = page.getByRole("button", { name: /Remove|Ban|Microphone of/ });
  await expect.poll(() => grave.count()).toBe(0);
  await page.getByRole("button", { name: "Let in Zoe" }).waitFor();
  await page.evaluate(() => window.stage.room?.stand({ role: "member" }));
  await expect.poll(() => page.getByRole("button", { name: /Let|Room settings/ }).count()).toBe(0);
  await page.getByRole("button", { name: "Send a file to Ada" }).waitFor();
});

test("one who is muted is told, cannot turn it on, and stays off when it is given back", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  await page.evaluate(() => window.stage.room?.stand({ role: "member" }));
  await page.evaluate(() => window.stage.room?.stand({ publish: ["screen", "data"] }));
  await page.getByText("A moderator has muted you.").first().waitFor();
  await page.getByText("A moderator has turned your camera off.").first().waitFor();
  await page.getByRole("button", { name: "Camera taken by a moderator" }).waitFor();
  await page.getByRole("button", { name: "Muted by a moderator" }).waitFor();
  await page.keyboard.press("m");
  await page.evaluate(() =>
    window.stage.room?.stand({ publish: ["microphone", "camera", "screen", "data"] }),
  );
  await page.getByText("You may speak again. Your microphone is off").waitFor();
  expect(await page.evaluate(() => window.stage.room?.microphone.state)).toBe("off");
  await press(page, "Unmute microphone");
  await press(page, "Mute microphone");
});

test("without the right to give data nothing is written or sent", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  await page.keyboard.press("c");
  await page.evaluate(() => window.stage.room?.stand({ publish: [] }));
  const message = page.getByRole("textbox", { name: "Message to everybody" });
  await expect.poll(() => message.isDisabled()).toBe(true);
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["x"], "paste.png", { type: "image/png" }));
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
  });
  await page.getByText("You may not write or send files here").waitFor();
  expect(await page.evaluate(() => window.stage.files?.transfers.length)).toBe(0);
});
