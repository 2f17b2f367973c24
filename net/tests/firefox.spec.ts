import { expect } from "@playwright/test";
import { FirefoxPage } from "../lib/firefox";
import { enter, join, type PageLike, picturesMove, restartIce } from "../lib/page";
import { test } from "../lib/rig";

for (const first of ["Chromium", "Firefox"]) {
  test(`Chromium and Firefox call each other, ${first} is there first, and both restart ICE`, async ({
    rig,
  }) => {
    const { server, seats } = rig;
    for (const { home } of seats) home.uplink.nat("cone");
    const room = `engines-${first}`;
    const bob = await FirefoxPage.open(seats[1].home.space, `${server.url}/client/parley.js`);
    try {
      const ada = () => enter(seats[0].browser, server, room, { name: "Ada" });
      const enterBob = () => join(bob, server, room, { name: "Bob" });
      if (first === "Firefox") await enterBob();
      const page = await ada();
      if (first === "Chromium") await enterBob();
      const pages = [page, bob];
      await picturesMove(...pages);
      await restartIce(page, bob);
      await picturesMove(...pages);
      await restartIce(bob, page);
      await picturesMove(...pages);
    } finally {
      await bob.close();
    }
  });
}

/** Whether the page gets new pictures of the other one's screen. */
const seesScreen = (page: PageLike) =>
  page.evaluate(async () => {
    const [peer] = window.room.peers.values();
    if (!peer?.screen) return false;
    const video = Object.assign(document.createElement("video"), {
      muted: true,
      autoplay: true,
      srcObject: peer.screen,
      width: 160,
    });
    document.body.append(video);
    const moved = await new Promise<boolean>((resolve) => {
      const wait = setTimeout(() => resolve(false), 3000);
      const picture = () => {
        clearTimeout(wait);
        resolve(true);
      };
      video.requestVideoFrameCallback(() => video.requestVideoFrameCallback(picture));
    });
    video.remove();
    return moved;
  });

/** A moving picture, as nothing asks Firefox for a screen here. */
const shareCanvas = (page: PageLike) =>
  page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 200 });
    document.body.append(canvas);
    const paint = canvas.getContext("2d");
    if (!paint) throw new Error("no canvas");
    let n = 0;
    setInterval(() => {
      paint.fillStyle = `hsl(${++n % 360} 80% 50%)`;
      paint.fillRect(0, 0, canvas.width, canvas.height);
    }, 100);
    await window.room.screen.start(canvas.captureStream(10));
  });

test("Chromium and Firefox see each other's screen, beside the camera", async ({ rig }) => {
  const { server, seats } = rig;
  for (const { home } of seats) home.uplink.nat("cone");
  const bob = await FirefoxPage.open(seats[1].home.space, `${server.url}/client/parley.js`);
  try {
    const ada = await enter(seats[0].browser, server, "screens", { name: "Ada" });
    await join(bob, server, "screens", { name: "Bob" });
    await picturesMove(ada, bob);
    await ada.evaluate(() => window.room.screen.start());
    await expect.poll(() => seesScreen(bob)).toBe(true);
    await shareCanvas(bob);
    await expect.poll(() => seesScreen(ada)).toBe(true);
    await expect.poll(() => seesScreen(bob)).toBe(true);
    await picturesMove(ada, bob);
  } finally {
    await bob.close();
  }
});
