import { type Browser, expect, type Page } from "@playwright/test";
import type { Server } from "./server";

/** What a page keeps for a test to look at. Times are in ms since 1970, the same in all pages. */
declare global {
  interface Window {
    // biome-ignore lint/suspicious/noExplicitAny: the SDK as a page without a build step sees it
    room: any;
    /** When `join` was called. */
    joined: number;
    connections: RTCPeerConnection[];
    /** When each picture of the other was shown. */
    pictures: number[];
    /** Steps of the recovery. */
    steps: { from: string; to: string; cause: string; at: number }[];
    /** Shows a stream, and notes its pictures. */
    show: (stream: MediaStream) => void;
  }
}

/** Playwright's page, or another browser's: where a function can be called. */
export interface PageLike {
  evaluate<A, R>(call: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  evaluate<R>(call: () => R | Promise<R>): Promise<R>;
}

export interface Guest {
  readonly name: string;
  readonly standby?: boolean;
  /** Stands in the lobby first, with the camera on and its offers made. */
  readonly lobby?: boolean;
}

/** Runs in the page, before anything of it does. */
export function noteConnectionsAndPictures(): void {
  window.connections = [];
  window.pictures = [];
  window.steps = [];
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      window.connections.push(this);
    }
  };
  window.show = (stream) => {
    const video = Object.assign(document.createElement("video"), {
      muted: true,
      autoplay: true,
      srcObject: stream,
      width: 160, // drawn, wherever the page is
    });
    document.body.append(video);
    const seen = () => {
      window.pictures.push(performance.timeOrigin + performance.now());
      video.requestVideoFrameCallback(seen);
    };
    video.requestVideoFrameCallback(seen);
  };
}

/** An empty page of the server's origin in which connections and pictures are noted. */
export async function blankPage(browser: Browser, server: Server): Promise<Page> {
  const context = await browser.newContext({
    permissions: ["camera", "microphone"],
    viewport: { width: 320, height: 240 },
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  await page.addInitScript(noteConnectionsAndPictures);
  // A network that has just changed breaks off what is being loaded, or swallows it.
  const load = () => page.goto(`${server.url}/client/parley.js`, { timeout: 8000 });
  await expect(load).toPass({ timeout: 60_000 });
  return page;
}

/** Joins the room by the SDK alone, and shows whoever is there. */
export async function join(
  page: PageLike,
  server: Server,
  room: string,
  { name, standby = false, lobby = false }: Guest,
): Promise<void> {
  await page.evaluate(
    async ({ url, secret, room, name, standby, lobby }) => {
      const parley = await import(/* @vite-ignore */ `${location.origin}/client/parley.js`);
      const constraints = { audio: true, video: { width: 320, height: 240, frameRate: 15 } };
      const media = lobby ? await navigator.mediaDevices.getUserMedia(constraints) : constraints;
      const prepared = lobby ? { lobby: parley.prepare() } : {};
      // Time itself is what is meant: somebody looks into the lobby before the click, from which on is measured.
      if (lobby) await new Promise((resolve) => setTimeout(resolve, 300));
      const options = { profile: { name }, secret, standby, media, ...prepared };
      window.joined = Date.now();
      window.room = await parley.join(url, room, options);
      window.room.on("path", (step: Window["steps"][number]) => window.steps.push(step));
      const show = ({ stream }: { stream: MediaStream }) => window.show(stream);
      window.room.peers.forEach(show);
      window.room.on("peer-joined", show);
    },
    { url: server.signalUrl, secret: server.secret, room, name, standby, lobby },
  );
}

/** A new page in the room. */
export async function enter(
  browser: Browser,
  server: Server,
  room: string,
  guest: Guest,
): Promise<Page> {
  const page = await blankPage(browser, server);
  await join(page, server, room, guest);
  return page;
}

const shown = (page: PageLike) => page.evaluate(() => window.pictures.length);

/** Waits until each page has shown some more pictures than it has now. */
export async function picturesMove(...pages: readonly PageLike[]): Promise<void> {
  for (const page of pages) {
    const before = await shown(page);
    await expect.poll(() => shown(page), { intervals: [50] }).toBeGreaterThan(before + 2);
  }
}

/** How a page's media goes: the kinds of candidates in the pair that each live connection uses. */
export interface Way {
  /** `relay` with what the relay is reached by, else how the own address was found. */
  readonly local: string;
  readonly remote: string;
}

export function waysOf(page: PageLike): Promise<Way[]> {
  return page.evaluate(async () => {
    const ways: { local: string; remote: string }[] = [];
    for (const pc of window.connections) {
      if (pc.connectionState !== "connected") continue;
      const stats = await pc.getStats();
      for (const { type, selectedCandidatePairId } of stats.values()) {
        const pair = type === "transport" && stats.get(selectedCandidatePairId);
        if (!pair) continue;
        const own = stats.get(pair.localCandidateId);
        const relay = own.relayProtocol ? ` ${own.relayProtocol}` : "";
        const remote = stats.get(pair.remoteCandidateId).candidateType;
        ways.push({ local: own.candidateType + relay, remote });
      }
    }
    return ways;
  });
}

/** User fragments of the connections that live: a restart of ICE makes new ones. */
function fragmentsOf(page: PageLike): Promise<string[]> {
  return page.evaluate(() =>
    window.connections
      .filter((pc) => pc.connectionState === "connected" && pc.signalingState === "stable")
      .map((pc) => /a=ice-ufrag:(\S+)/.exec(pc.currentLocalDescription?.sdp ?? "")?.[1] ?? ""),
  );
}

/** `page` restarts ICE, as the SDK or an app would; waits until it, and the other one, have. */
export async function restartIce(page: PageLike, other: PageLike): Promise<void> {
  const pages = [page, other];
  const before = (await Promise.all(pages.map(fragmentsOf))).flat();
  await page.evaluate(() => {
    for (const pc of window.connections) if (pc.connectionState !== "closed") pc.restartIce();
  });
  for (const each of pages) {
    const restarted = async () => {
      const fragments = await fragmentsOf(each);
      return fragments.length > 0 && fragments.every((one) => !before.includes(one));
    };
    await expect.poll(restarted).toBe(true);
  }
}
