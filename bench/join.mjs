// node join.mjs [rounds]: from the join click to both sides showing the other's video, three ways,
// one after the other in each round, so that a slow moment of the machine hits all of them alike.
//   limit   two RTCPeerConnections in one page, signaling by function call: nothing can be faster
//   parley  one page is in the room, the other stands in the lobby: t0 is its join()
//   peerjs  one page waits for calls, t0 is the other's new Peer()
// In all three the cameras are on before t0 and no socket of the joining page is open.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { PeerServer } from "peer";
import { median, percentile, row } from "./lib/numbers.mjs";
import { startServer } from "./lib/server.mjs";

const rounds = Number(process.argv[2] ?? 10);
const peerjs = readFileSync(createRequire(import.meta.url).resolve("peerjs/dist/peerjs.min.js"), "utf8");
const VIDEO = { audio: true, video: { width: 640, height: 480, frameRate: 30 } };
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required", "--allow-loopback-in-peer-connection"];

const server = await startServer();
const exchange = await new Promise((resolve) => {
  const app = PeerServer({ port: 0, host: "127.0.0.1", path: "/" }, (http) => resolve({ app, http }));
});
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });

/** A page of the server's origin with its camera on, and a promise of the first frame it shows of somebody else. */
async function readyPage() {
  const context = await browser.newContext({ permissions: ["camera", "microphone"], bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${server.url}/client/parley.js`);
  await page.evaluate(async (constraints) => {
    window.camera = await navigator.mediaDevices.getUserMedia(constraints);
    window.now = () => performance.timeOrigin + performance.now();
    window.shows = (stream) => new Promise((resolve) => {
      const video = Object.assign(document.createElement("video"), { muted: true, autoplay: true, srcObject: stream });
      document.body.append(video);
      video.requestVideoFrameCallback(() => resolve(window.now()));
    });
    await window.shows(window.camera);
  }, VIDEO);
  return page;
}

async function limit() {
  const page = await readyPage();
  const ms = await page.evaluate(async () => {
    const ends = [new RTCPeerConnection({ bundlePolicy: "max-bundle" }), new RTCPeerConnection({ bundlePolicy: "max-bundle" })];
    const shown = ends.map((pc) => new Promise((resolve) => {
      pc.ontrack = ({ track, streams }) => track.kind === "video" && window.shows(streams[0]).then(resolve);
    }));
    const [a, b] = ends;
    a.onicecandidate = ({ candidate }) => b.addIceCandidate(candidate);
    b.onicecandidate = ({ candidate }) => a.addIceCandidate(candidate);
    const start = window.now();
    for (const pc of ends) for (const track of window.camera.getTracks()) pc.addTrack(track, window.camera);
    await a.setLocalDescription();
    await b.setRemoteDescription(a.localDescription);
    await b.setLocalDescription();
    await a.setRemoteDescription(b.localDescription);
    const ms = Math.max(...(await Promise.all(shown))) - start;
    for (const pc of ends) pc.close();
    return ms;
  });
  await page.context().close();
  return ms;
}

let calls = 0;
async function parley() {
  const url = server.url.replace("http", "ws") + "/signal";
  const room = `bench-${calls++}`;
  const [waiting, joining] = [await readyPage(), await readyPage()];
  const enter = async ({ url, room, lobby }) => {
    const { join, prepare } = await import(`${location.origin}/client/parley.js`);
    const prepared = lobby ? prepare() : undefined;
    window.click = async () => {
      const start = window.now();
      const seen = new Promise((resolve) => { window.seen = resolve; });
      window.shown = seen;
      const joined = await join(url, room, { media: window.camera, ...(prepared && { lobby: prepared }) });
      joined.on("track", ({ track, stream }) => track.kind === "video" && window.shows(stream).then(window.seen));
      for (const peer of joined.peers.values())
        if (peer.stream.getVideoTracks().length) window.shows(peer.stream).then(window.seen);
      return start;
    };
    if (!lobby) await window.click();
    else await new Promise((resolve) => setTimeout(resolve, 300)); // people take longer to click
  };
  await waiting.evaluate(enter, { url, room, lobby: false });
  await joining.evaluate(enter, { url, room, lobby: true });
  const start = await joining.evaluate(() => window.click());
  const ends = await Promise.all([waiting, joining].map((page) => page.evaluate(() => window.shown)));
  for (const page of [waiting, joining]) await page.context().close();
  return Math.max(...ends) - start;
}

async function withPeerJs() {
  const port = exchange.http.address().port;
  const [waiting, joining] = [await readyPage(), await readyPage()];
  for (const page of [waiting, joining]) await page.addScriptTag({ content: peerjs });
  const options = { host: "127.0.0.1", port, path: "/" };
  const id = await waiting.evaluate(async (options) => {
    const peer = new window.Peer(options);
    window.shown = new Promise((resolve) => peer.on("call", (call) => {
      call.on("stream", (stream) => window.shows(stream).then(resolve));
      call.answer(window.camera);
    }));
    return new Promise((resolve) => peer.on("open", resolve));
  }, options);
  const [start, here] = await joining.evaluate(async ({ options, id }) => {
    const start = window.now();
    const peer = new window.Peer(options);
    await new Promise((resolve) => peer.on("open", resolve));
    const call = peer.call(id, window.camera);
    return [start, await new Promise((resolve) => call.on("stream", (stream) => window.shows(stream).then(resolve)))];
  }, { options, id });
  const there = await waiting.evaluate(() => window.shown);
  for (const page of [waiting, joining]) await page.context().close();
  return Math.max(here, there) - start;
}

try {
  const ways = { limit, parley, peerjs: withPeerJs };
  const times = { limit: [], parley: [], peerjs: [] };
  for (const way of Object.values(ways)) await way(); // first connection of a browser: not counted
  for (let i = 0; i < rounds; i++) for (const [name, way] of Object.entries(ways)) times[name].push(await way());
  console.log(`join click to both sides showing video, ms, ${rounds} rounds interleaved, 640x480 at 30 fps`);
  row("", "median", "p90", "best", "of limit");
  const base = median(times.limit);
  for (const [name, list] of Object.entries(times))
    row(name, Math.round(median(list)), Math.round(percentile(list, 0.9)), Math.round(Math.min(...list)), (median(list) / base).toFixed(2));
  console.log(`parley takes ${(median(times.parley) / median(times.peerjs)).toFixed(2)} of peerjs`);
} finally {
  await browser.close();
  exchange.http.close();
  await server.stop();
}
process.exit(0); // the PeerJS server keeps timers of its own
