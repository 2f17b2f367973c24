import type { Browser, Page } from "@playwright/test";
import type { Place } from "./server";

/** The time without a new frame, in ms. */
export interface Gaps {
  /** The longest so far: how long the page itself ran meanwhile, as a machine may be busy. */
  longest: number;
  /** The longest so far, by the clock. */
  longestByClock: number;
  /** Since the last frame, the one and the other. */
  ran: number;
  last: number;
}

/** What a bare page of the SDK keeps for a test to look at. */
declare global {
  interface Window {
    // biome-ignore lint/suspicious/noExplicitAny: the SDK as a page without a build step sees it
    room: any;
    chats: { id: string; text: string; from: string }[];
    /** Of the room, since the join. */
    states: string[];
    gaps: Gaps;
    connections: RTCPeerConnection[];
    /** Where tracks that nobody has to hear come from. */
    silence?: AudioContext;
    /** From its next frame on, `gaps` tells of that video. */
    follow: (video: HTMLVideoElement) => void;
  }
}

export interface SdkPageOptions {
  readonly name?: string;
  readonly media?: MediaStreamConstraints | false;
  /** Done with the page before it loads anything. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const SMALL: MediaStreamConstraints = {
  audio: true,
  video: { width: 320, height: 240, frameRate: 15 },
};

/** Before anything of the page runs: keeps its connections for the test to reach. */
export async function lookInto(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.connections = [];
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.connections.push(this);
      }
    };
    window.follow = (video) => {
      const BEAT_MS = 50;
      const LATE_MS = 100; // of what is later than that, the page did not run
      const grow = () => {
        const gap = window.gaps;
        gap.longest = Math.max(gap.longest, gap.ran);
        gap.longestByClock = Math.max(gap.longestByClock, performance.now() - gap.last);
      };
      const frame = () => {
        grow();
        Object.assign(window.gaps, { ran: 0, last: performance.now() });
        video.requestVideoFrameCallback(frame);
      };
      const begin = () => {
        window.gaps = { longest: 0, longestByClock: 0, ran: 0, last: performance.now() };
        video.requestVideoFrameCallback(frame);
        let beat = performance.now();
        setInterval(() => {
          const now = performance.now();
          window.gaps.ran += Math.min(now - beat, LATE_MS);
          beat = now;
          grow();
        }, BEAT_MS);
      };
      video.requestVideoFrameCallback(begin);
    };
  });
}

/** A page with the SDK alone, in the room. */
export async function sdkPage(
  browser: Browser,
  server: Place,
  room: string,
  { name = "Someone", media = SMALL, prepare }: SdkPageOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    permissions: ["camera", "microphone"],
    viewport: { width: 320, height: 240 }, // all of it is drawn again with each frame
  });
  const page = await context.newPage();
  await lookInto(page);
  await prepare?.(page);
  await page.goto(`${server.url}/client/parley.js`);
  await page.evaluate(
    async ({ url, room, name, media }) => {
      const parley = await import(/* @vite-ignore */ `${location.origin}/client/parley.js`);
      window.room = await parley.join(url, room, { profile: { name }, media });
      window.states = [];
      window.room.on("state", ({ state }: { state: string }) => window.states.push(state));
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

/** From now on the page notes the longest time without a new frame of its one peer's video. */
export async function watchGaps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const peer = [...window.room.peers.values()][0];
    const video = document.createElement("video");
    video.muted = true;
    video.autoplay = true;
    video.srcObject = peer.stream;
    video.style.cssText = "position: fixed; inset: 0 auto auto 0; width: 160px"; // drawn, wherever the page is
    document.body.append(video);
    window.follow(video);
  });
}

/** The longest gaps so far, the ones that last until now included. */
export async function gapsOf(page: Page): Promise<Gaps> {
  return page.evaluate(() => window.gaps);
}

/** The page measures anew. */
export async function forgetGaps(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window.gaps, { longest: 0, longestByClock: 0 }));
}

/** The longest time, in ms, in which the page ran and had no new frame. */
export async function longestGap(page: Page): Promise<number> {
  return (await gapsOf(page)).longest;
}

/** Packets of media that did not come to the page, by the counts of its connections. */
export async function lostPackets(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let lost = 0;
    for (const pc of window.connections)
      for (const report of (await pc.getStats()).values())
        if (report.type === "inbound-rtp") lost += report.packetsLost;
    return lost;
  });
}
