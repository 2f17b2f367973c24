import type { BrowserContext, Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { useStage } from "./stage-lab.js";

const lab = await useStage();
let context: BrowserContext;
let server: Page;
beforeEach(async () => {
  context = await lab.context({ size: "desktop", scheme: "dark" });
  server = await lab.visit(await context.newPage(), "server");
});

/** Somebody in the call, by way of the lobby. */
async function enter(name: string, script = ""): Promise<Page> {
  const blank = await context.newPage();
  await blank.addInitScript(script);
  const page = await lab.visit(blank, "real");
  page.setDefaultTimeout(60_000);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Room name").fill("r");
  await page.getByRole("meter", { name: "Microphone level" }).waitFor();
  await page.getByRole("button", { name: "Join the call" }).click();
  await page.getByRole("toolbar", { name: "Call" }).waitFor();
  return page;
}

const tile = (page: Page, name: string) => page.getByRole("group", { name, exact: true });

/** Waits until the picture of that person moves. */
async function sees(page: Page, name: string): Promise<void> {
  await tile(page, name).waitFor();
  const video = await tile(page, name).locator("video").elementHandle();
  const frames = () =>
    page.evaluate(
      (element) => (element as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames,
      video,
    );
  const before = await frames();
  await expect.poll(frames, { timeout: 60_000 }).toBeGreaterThan(before + 5);
}

test("two people see each other, mute, turn the camera off and on, and write", async () => {
  const ada = await enter("Ada");
  const bob = await enter("Bob");
  await ada.getByText("Bob joined").waitFor();
  await Promise.all([sees(ada, "Bob"), sees(bob, "Ada")]);

  await bob.getByRole("button", { name: "Mute microphone" }).click();
  await tile(ada, "Bob, microphone off").waitFor();
  await bob.getByRole("button", { name: "Turn camera off" }).click();
  await tile(ada, "Bob, microphone off, camera off").waitFor();
  await bob.getByRole("button", { name: "Turn camera on" }).click();
  await bob.getByRole("button", { name: "Unmute microphone" }).click();
  await sees(ada, "Bob");

  await ada.keyboard.press("c");
  await ada.getByRole("textbox", { name: "Message to everybody" }).fill("Hello Bob");
  await ada.keyboard.press("Enter");
  await bob.getByRole("button", { name: "Chat, 1 unread" }).click();
  await bob.getByRole("log").getByText("Hello Bob").waitFor();
});

test("somebody who joins without camera and microphone turns them on later", async () => {
  const ada = await enter("Ada");
  await ada.evaluate(() =>
    localStorage.setItem("parley.settings", '{"cameraOn":false,"microphoneOn":false}'),
  );
  const bob = await lab.visit(await context.newPage(), "real");
  await bob.getByLabel("Your name").fill("Bob");
  await bob.getByLabel("Room name").fill("r");
  await bob.getByRole("button", { name: "Join the call" }).click();
  await tile(ada, "Bob, microphone off, camera off").waitFor();
  await sees(bob, "Ada");
  await bob.getByRole("button", { name: "Turn camera on" }).click();
  await bob.getByRole("button", { name: "Unmute microphone" }).click();
  await sees(ada, "Bob");
});

/** The browser's own test sound is a beep of 20 ms, which is no speech: this one sings, and stops. */
const SING = `
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wish) => {
    const audio = new AudioContext();
    const voice = new OscillatorNode(audio, { frequency: 300 });
    const ear = new MediaStreamAudioDestinationNode(audio);
    voice.connect(window.gain = new GainNode(audio, { gain: 0.3 })).connect(ear);
    voice.start();
    const { video } = wish;
    const picture = video ? (await real({ video })).getTracks() : [];
    return new MediaStream([...ear.stream.getTracks(), ...picture]);
  };`;

test("the ring shows who is heard", async () => {
  const ada = await enter("Ada");
  const bob = await enter("Bob", SING);
  const ring = ada.locator("parley-tile[data-speaking]").getByText("Bob");
  await ring.waitFor();
  await bob.locator("parley-tile[data-speaking]").getByText("Bob (you)").waitFor();
  await bob.evaluate(() => {
    (globalThis as unknown as { gain: GainNode }).gain.gain.value = 0;
  });
  await ring.waitFor({ state: "hidden" });
});

test("the server goes and comes back: a banner, and the picture never stops", async () => {
  const ada = await enter("Ada");
  const bob = await enter("Bob");
  await sees(ada, "Bob");
  const video = await tile(ada, "Bob").locator("video").elementHandle();
  await server.evaluate(() => globalThis.server.restart(8000));
  const banner = ada.getByText("Signaling reconnecting, your call goes on");
  await banner.waitFor();
  await sees(ada, "Bob");
  await banner.waitFor({ state: "hidden" });
  await Promise.all([sees(ada, "Bob"), sees(bob, "Ada")]);
  expect(await video?.evaluate((element) => element.isConnected)).toBe(true);
  expect(await ada.title()).toContain("(2)");
});
