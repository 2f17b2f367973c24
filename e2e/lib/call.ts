import type { Browser, Page } from "@playwright/test";
import type { Server } from "./server";

/** What a bare page of the SDK keeps for a test to look at. */
declare global {
  interface Window {
    // biome-ignore lint/suspicious/noExplicitAny: the SDK as a page without a build step sees it
    room: any;
    chats: { id: string; text: string; from: string }[];
    gaps: { longest: number; last: number };
    connections: RTCPeerConnection[];
  }
}

export interface SdkPageOptions {
  readonly name?: string;
  readonly media?: MediaStreamConstraints | false;
}

const SMALL: MediaStreamConstraints = {
  audio: true,
  video: { width: 320, height: 240, frameRate: 15 },
};

/** A page with the SDK alone, in the room; its connections are kept for the test to reach. */
export async function sdkPage(
  browser: Browser,
  server: Server,
  room: string,
  { name = "Someone", media = SMALL }: SdkPageOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ permissions: ["camera", "microphone"] });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.connections = [];
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.connections.push(this);
      }
    };
  });
  await page.goto(`${server.url}/client/parley.js`);
  await page.evaluate(
    async ({ url, room, name, media }) => {
      const parley = await import(/* @vite-ignore */ `${location.origin}/client/parley.js`);
      window.room = await parley.join(url, room, { profile: { name }, media });
      window.chats = [];
      window.room.on("chat", (chat: { id: string; text: string; from: { id: string } }) =>
        window.chats.push({ id: chat.id, text: chat.text, from: chat.from.id }),
      );
    },
    { url: server.signalUrl, room, name, media },
  );
  return page;
}

/** Frames of video that the page has decoded from each peer, smallest first. */
export async function decodedFrames(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const stats: Map<unknown, { framesDecoded: number }> = await window.room.stats();
    return [...stats.values()].map((one) => one.framesDecoded).sort((a, b) => a - b);
  });
}

/** Whether the page goes on decoding video of exactly that many peers: more frames than before. */
export async function decodesFrom(page: Page, peers: number): Promise<boolean> {
  const before = await decodedFrames(page);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  if (before.length !== peers) return false;
  const deadline = Date.now() + 3_000;
  while (Date.now() < deadline) {
    const now = await decodedFrames(page);
    if (now.length === peers && now.every((count, i) => count > (before[i] ?? 0))) return true;
  }
  return false;
}

/** From now on the page notes the longest time without a new decoded frame of its one peer. */
export async function watchGaps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const peer = [...window.room.peers.values()][0];
    const video = document.createElement("video");
    video.muted = true;
    video.autoplay = true;
    video.srcObject = peer.stream;
    document.body.append(video);
    window.gaps = { longest: 0, last: performance.now() };
    const frame = () => {
      const now = performance.now();
      window.gaps.longest = Math.max(window.gaps.longest, now - window.gaps.last);
      window.gaps.last = now;
      video.requestVideoFrameCallback(frame);
    };
    video.requestVideoFrameCallback(() => {
      window.gaps = { longest: 0, last: performance.now() };
      video.requestVideoFrameCallback(frame);
    });
  });
}

/** The longest gap in ms, the one that lasts until now included. */
export async function longestGap(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(window.gaps.longest, performance.now() - window.gaps.last));
}
