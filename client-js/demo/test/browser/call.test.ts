import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { join, useStage } from "./stage-lab.js";

const lab = await useStage();

const DESKTOP = { size: "desktop", scheme: "dark" } as const;
const tile = (page: Page, name: string) => page.getByRole("group", { name });

test("who joins and who leaves is said aloud, shown and counted", async () => {
  const page = await lab.page(DESKTOP);
  await join(page);
  await page.evaluate(() => window.stage.room?.add("Ada"));
  await page.getByRole("status").getByText("Ada joined").waitFor();
  await tile(page, "Ada").waitFor();
  expect(await page.title()).toBe("friday-standup (2) · Parley");
  await page.evaluate(() => window.stage.room?.remove("Ada", "expired"));
  await page.getByRole("status").getByText("Ada lost the connection").waitFor();
  await tile(page, "Ada").waitFor({ state: "detached" });
  expect(await page.title()).toBe("friday-standup (1) · Parley");
});

test("a tile keeps its video element while everything about the person changes", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada", "Bob");
  const video = await tile(page, "Ada").locator("video").elementHandle();
  await page.evaluate(() => {
    const { room } = window.stage;
    room?.change("Ada", { id: "another session", state: "away", connection: "lost" });
    room?.change("Ada", { state: "up", connection: "connected", profile: { mic: "off" } });
    room?.remove("Bob");
    room?.add("Eve");
  });
  await tile(page, "Ada, microphone off").waitFor();
  expect(await video?.evaluate((element) => element.isConnected)).toBe(true);
});

test("a weak connection is told after a second, a lost one at once", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  await page.evaluate(() => window.stage.room?.change("Ada", { connection: "weak" }));
  const weak = tile(page, "Ada, Weak connection …");
  await weak.waitFor();
  const told = weak.getByText("Weak connection …");
  const delay = await told.evaluate((pill) =>
    pill.getAnimations().map((each) => each.effect?.getComputedTiming().duration),
  );
  expect(delay).toEqual([1000]);
  await told.waitFor();
  await page.evaluate(() => window.stage.room?.change("Ada", { connection: "lost" }));
  await tile(page, "Ada").getByText("Connection lost …").waitFor();
});

test("the keys work, rest while the person types, and Escape closes the chat", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  await page.keyboard.press("m");
  await page.getByRole("button", { name: "Unmute microphone" }).waitFor();
  await page.keyboard.press("c");
  await page.keyboard.type("my camera");
  const message = page.getByRole("textbox", { name: "Message to everybody" });
  expect(await message.inputValue()).toBe("my camera");
  await page.getByRole("button", { name: "Unmute microphone" }).waitFor();
  await page.keyboard.press("Escape");
  await message.waitFor({ state: "hidden" });
  expect(await page.evaluate(() => document.activeElement?.className)).toBe("chat");
});

test("messages that came with the chat closed are counted until it opens", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  await page.evaluate(() => {
    for (const text of ["one", "two"]) window.stage.room?.say("Ada", text);
  });
  await page.getByRole("button", { name: "Chat, 2 unread" }).click();
  await page.getByRole("button", { name: "Chat", exact: true }).waitFor();
  expect(await page.getByRole("log").getByRole("listitem").count()).toBe(2);
});

test("names and messages are text, whatever is in them", async () => {
  const page = await lab.page(DESKTOP);
  const evil = `<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>`;
  await join(page, evil);
  await page.keyboard.press("c");
  await page.evaluate((text) => window.stage.room?.say(text, text), evil);
  await page.getByRole("log").getByRole("paragraph").getByText(evil).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await page.getByRole("list", { name: "People in the call" }).getByText(evil).waitFor();
  expect(await page.locator("img, body script:not([src])").count()).toBe(0);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
});

test("the link is copied in one click", async () => {
  const page = await lab.page(DESKTOP);
  await join(page);
  await page.getByRole("button", { name: "Invite people" }).click();
  await page.getByText("The link is copied").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).pathname).toBe("/r/friday-standup");
  await page.getByRole("img", { name: "QR code of the invite link" }).waitFor();
});

test("the host removes somebody, after a question", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada", "Bob");
  await page.keyboard.press("p");
  await page.getByRole("button", { name: "More about Ada" }).click();
  await page.getByRole("button", { name: "Remove Ada from the call" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Remove Ada from the call" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByText("Ada was removed").waitFor();
  expect(await page.evaluate(() => window.stage.room?.peers.size)).toBe(1);
});

test("a microphone that goes away is told, with what is used instead, and marked for all", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  await page.evaluate(() => {
    const [was, device] = ["Headset", "Laptop"].map((label) => ({
      deviceId: label,
      groupId: "",
      label,
    }));
    const { room } = window.stage;
    room?.hear("microphone", { why: "lost", was, device, trouble: undefined });
    room?.hear("microphone", { why: "lost", was: device, device: undefined, trouble: "no-device" });
    room?.change("Ada", { profile: { mic: "lost" } });
  });
  await page.getByText("“Headset” is gone. “Laptop” is used instead.").waitFor();
  await page.getByText("“Laptop” is gone, and there is no other microphone.").waitFor();
  await tile(page, "Mary (you), microphone lost").waitFor();
  await tile(page, "Ada, microphone lost").locator(".muted .icon:last-child").waitFor();
  await page.evaluate(() => window.stage.room?.change("Ada", { profile: { mic: "off" } }));
  await tile(page, "Ada, microphone off").locator(".muted .icon:first-child").waitFor();
  expect(await tile(page, "Ada, microphone off").locator(".icon:visible").count()).toBe(1);
});

test("the banner says that the call goes on while the signaling is away", async () => {
  const page = await lab.page(DESKTOP);
  await join(page, "Ada");
  await page.evaluate(() => window.stage.room?.turn("reconnecting"));
  await page.getByText("Signaling reconnecting, your call goes on").waitFor();
  await page.evaluate(() => window.stage.room?.turn("connected"));
  await page.getByText("Signaling reconnecting").waitFor({ state: "hidden" });
});

test("a browser that plays no sound before a click is asked again by that click", async () => {
  const page = await lab.page(
    DESKTOP,
    `const play = HTMLMediaElement.prototype.play;
     HTMLMediaElement.prototype.play = function () {
       if (this.muted || window.clicked) return play.call(this);
       return Promise.reject(new DOMException("", "NotAllowedError"));
     };`,
  );
  await join(page, "Ada");
  const gate = page.getByRole("button", { name: "Click to hear the others" });
  await gate.waitFor();
  await page.evaluate(() => Object.assign(window, { clicked: true }));
  await page.keyboard.press("Enter");
  await gate.waitFor({ state: "hidden" });
  await page.waitForFunction(() => [...document.querySelectorAll("video")].every((v) => !v.paused));
});

test("dark or light is one key away, and is remembered", async () => {
  const page = await lab.page(DESKTOP);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await join(page);
  await page.keyboard.press("t");
  await page.getByRole("button", { name: "Switch to dark" }).waitFor();
  const light = await ground();
  expect(light).not.toBe(dark);
  await page.reload();
  await page.getByRole("button", { name: "Join the call" }).waitFor();
  expect(await ground()).toBe(light);
});

test("twelve people fit without overlap and without scrolling", async () => {
  const page = await lab.page({ size: "phone", scheme: "light" });
  await join(page, ..."ABCDEFGHIJK");
  await tile(page, "K").waitFor();
  const boxes = await Promise.all(
    (await page.locator("parley-tile").all()).map((one) => one.boundingBox()),
  );
  const [stage, bar] = await Promise.all(
    ["parley-stage", "parley-bar"].map((name) => page.locator(name).boundingBox()),
  );
  const inside = boxes.filter(
    (box) => box && stage && box.y >= stage.y && box.x >= 0 && box.x + box.width <= 390,
  );
  expect(inside).toHaveLength(12);
  expect(Math.max(...boxes.map((box) => (box ? box.y + box.height : 0)))).toBeLessThanOrEqual(
    bar?.y ?? 0,
  );
  expect(new Set(boxes.map((box) => `${box?.x} ${box?.y}`)).size).toBe(12);
});
