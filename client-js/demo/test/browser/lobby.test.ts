import { expect, test } from "vitest";
import { join, useStage } from "./stage-lab.js";

const lab = await useStage();

const PHONE = { size: "phone", scheme: "light" } as const;
const REFUSE = (name: string) =>
  `navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "${name}"); };`;

test.each([
  ["NotAllowedError", "Your camera and microphone are blocked"],
  ["NotFoundError", "No camera and microphone found"],
  ["NotReadableError", "Your camera and microphone are busy"],
])("%s: the lobby says %j, and one joins without", async (error, title) => {
  const page = await lab.page(PHONE, REFUSE(error));
  await page.getByText(title).waitFor();
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await join(page, "Ada");
  await page.getByRole("button", { name: "Unmute microphone" }).waitFor();
});

test("a page that is not secure says so, and does not offer to try again", async () => {
  const page = await lab.page(
    PHONE,
    `Object.defineProperty(navigator, "mediaDevices", { value: undefined });`,
  );
  await page.getByText("This page may not use your camera and microphone").waitFor();
  expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
});

test("a missing camera does not cost the microphone", async () => {
  const page = await lab.page(
    PHONE,
    `const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
     navigator.mediaDevices.getUserMedia = async (wish) => {
       if (wish.video) throw new DOMException("", "NotFoundError");
       return real(wish);
     };`,
  );
  await page.getByText("No camera found").waitFor();
  await page.getByRole("meter", { name: "Microphone level" }).waitFor();
});

test("a device that comes is used without a click", async () => {
  const page = await lab.page(
    PHONE,
    `const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
     navigator.mediaDevices.getUserMedia = async (wish) => {
       if (!window.plugged) throw new DOMException("", "NotFoundError");
       return real(wish);
     };`,
  );
  await page.getByText("No camera and microphone found").waitFor();
  await page.evaluate(() => {
    Object.assign(window, { plugged: true });
    navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
  });
  await page.getByText("No camera and microphone found").waitFor({ state: "detached" });
  await page.getByRole("meter", { name: "Microphone level" }).waitFor();
});

test("the meter moves", async () => {
  const page = await lab.page(PHONE);
  const meter = page.getByRole("meter", { name: "Microphone level" });
  await meter.waitFor();
  await page.waitForFunction(
    () => Number(document.querySelector("parley-meter")?.getAttribute("aria-valuenow")) > 5,
  );
});

test("name and switches are remembered", async () => {
  const page = await lab.page(PHONE);
  await page.getByRole("button", { name: "Turn camera off" }).click();
  await join(page);
  await page.getByRole("button", { name: "Leave the call" }).click();
  await page.getByRole("button", { name: "Join again" }).click();
  expect(await page.getByLabel("Your name").inputValue()).toBe("Mary");
  await page.getByText("Your camera is off").waitFor();
});

test("the room name becomes what a link can carry", async () => {
  const page = await lab.page(PHONE);
  await page.getByLabel("Room name").fill("Ärger im Büro!");
  await page.getByText("/r/arger-im-buro").waitFor();
  await page.getByLabel("Room name").fill("…");
  await page.getByRole("button", { name: "Join the call" }).click();
  expect(await page.getByRole("toolbar", { name: "Call" }).count()).toBe(0);
  expect(await page.getByLabel("Room name").getAttribute("aria-invalid")).toBe("true");
});

test.each([
  ["room-full", "This room is full"],
  ["bad-secret", "This link is not complete"],
  ["kicked", "You were removed from the call"],
  ["banned", "You are kept out of this room"],
  ["denied", "You were not let in"],
  ["room-locked", "This room is locked"],
  ["room-closed", "This room was closed"],
  ["bad-token", "Your invitation is not valid"],
])("%s gets a page of its own with a way on", async (code, title) => {
  const page = await lab.page(PHONE);
  await page.evaluate((refuse) => Object.assign(window.stage, { refuse }), code);
  await page.getByRole("button", { name: "Join the call" }).click();
  await page.getByRole("heading", { name: title }).waitFor();
  await page.getByRole("button", { name: "Start another call" }).click();
  await page.getByRole("button", { name: "Join the call" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/");
});

test("a server that does not answer is told beside the button, and one tries again", async () => {
  const page = await lab.page(PHONE);
  await page.evaluate(() => Object.assign(window.stage, { refuse: "unreachable" }));
  await page.getByRole("button", { name: "Join the call" }).click();
  await page.getByText("The server does not answer").waitFor();
  await page.evaluate(() => Object.assign(window.stage, { refuse: undefined }));
  await join(page, "Ada");
});

test("who has to wait sees themselves and their place, and comes in when they are let in", async () => {
  const page = await lab.page(PHONE);
  await page.evaluate(() => Object.assign(window.stage, { waits: true }));
  await page.getByRole("button", { name: "Join the call" }).click();
  await page.getByRole("heading", { name: "Waiting to be let in" }).waitFor();
  await page.getByRole("status").getByText("You are the first in line.").waitFor();
  await page.evaluate(() => window.stage.waiting?.position(3));
  await page.getByText("You are number 3 in line.").waitFor();
  await page.getByRole("meter", { name: "Microphone level" }).waitFor();
  await page.evaluate(() => window.stage.waiting?.end());
  await page.getByRole("toolbar", { name: "Call" }).waitFor();
});

test("who waits may stop, and asks again; who is turned away is told so", async () => {
  const page = await lab.page(PHONE);
  await page.evaluate(() => Object.assign(window.stage, { waits: true }));
  const joins = page.getByRole("button", { name: "Join the call" });
  await joins.click();
  await page.getByRole("button", { name: "Stop waiting" }).click();
  await joins.click();
  expect(await page.locator(".failure").textContent()).toBe("");
  await page.getByText("You are the first in line.").waitFor();
  await page.evaluate(() => window.stage.waiting?.end("denied"));
  await page.getByRole("heading", { name: "You were not let in" }).waitFor();
  await page.getByRole("button", { name: "Join again" }).waitFor();
});

test("a token leaves the address at once, and goes into the join also after a reload", async () => {
  const page = await lab.page(PHONE);
  await page.evaluate(() => {
    location.hash = "#t=a.b.c";
  });
  await expect.poll(() => page.url()).not.toContain("a.b.c");
  await lab.visit(page, "stage");
  await join(page);
  expect(await page.evaluate(() => window.stage.asked?.token)).toBe("a.b.c");
  expect(page.url()).not.toContain("a.b.c");
});
