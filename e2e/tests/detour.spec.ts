import { expect, type Page } from "@playwright/test";
import { decodesFrom, sdkPage } from "../lib/call";
import { test } from "../lib/test";

const ROUNDS = process.env.VERIFY_LONG ? 20 : 5;

/** What pages know of each other by name. */
const known = (page: Page) =>
  page.evaluate(() =>
    [...window.room.peers.values()].map((p: { profile: { name: string } }) => p.profile.name),
  );
const standing = (page: Page) =>
  page.evaluate(
    () => window.connections.filter(({ connectionState: s }) => s === "connected").length,
  );

test(`the server is killed and stays dead: tracks are added and broken pairs healed, ${ROUNDS} times`, async ({
  browser,
  serve,
}) => {
  test.setTimeout(60_000 + ROUNDS * 40_000);
  const server = await serve();
  const names = ["Ada", "Bob", "Eve"];
  const pages: Page[] = [];
  for (const name of names) pages.push(await sdkPage(browser, server, "alone", { name }));
  const [ada] = pages as [Page];
  for (const page of pages) await expect.poll(() => decodesFrom(page, 2)).toBe(true);
  await server.kill();
  for (const page of pages)
    await expect.poll(() => page.evaluate(() => window.room.state)).toBe("reconnecting");

  for (let round = 1; round <= ROUNDS; round++) {
    // A track more to whom the first of its connections leads, renegotiated beside the server.
    const agreed = await ada.evaluate(async () => {
      const [pc] = window.connections.filter(({ connectionState: s }) => s === "connected");
      if (!pc) return "no connection";
      const canvas = document.createElement("canvas");
      canvas.getContext("2d");
      const { mid } = await new Promise<RTCRtpTransceiver>((resolve) => {
        const [track] = canvas.captureStream(5).getTracks();
        if (!track) return;
        const sender = pc.addTrack(track);
        const look = () => {
          const made = pc.getTransceivers().find((each) => each.sender === sender);
          if (made?.currentDirection?.includes("send")) resolve(made);
          else setTimeout(look, 50);
        };
        look();
      });
      pc.close(); // and now that pair is broken, too
      return mid;
    });
    expect(agreed).not.toBeNull();
    for (const page of pages) {
      await expect.poll(() => standing(page)).toBe(2);
      await expect.poll(() => decodesFrom(page, 2)).toBe(true);
    }
  }
  for (const [i, page] of pages.entries())
    expect(await known(page)).toEqual(names.filter((_, j) => j !== i));
});
