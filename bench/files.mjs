// node files.mjs [rounds]: what a file of 64 MB takes from one page to another, MB/s, two ways, one after the other
// in each round, so that a slow moment of the machine hits both alike.
//   raw     an ordered data channel of two bare RTCPeerConnections: 64 KiB a message out of one buffer, 256 KiB
//           in the send buffer, and the bytes thrown away; no page can send faster
//   parley  exchangeFiles: read from a File, hashed chunk by chunk at both ends, acknowledged, kept as a Blob
import { chromium } from "playwright-core";
import { median, row } from "./lib/numbers.mjs";
import { startServer } from "./lib/server.mjs";

const rounds = Number(process.argv[2] ?? 5);
const MB = 1024 * 1024;
const SIZE = 63 * MB; // the most that is held as a Blob
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--allow-loopback-in-peer-connection"];

const server = await startServer();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });

async function twoPages() {
  return Promise.all([0, 1].map(async () => {
    const page = await (await browser.newContext({ bypassCSP: true })).newPage();
    await page.goto(`${server.url}/client/parley.js`);
    return page;
  }));
}

async function close(pages) {
  for (const page of pages) await page.context().close();
}

/** Runs in a page: the end of a data channel, for `size` bytes. Resolves with the ms at the end that receives. */
function channelEnd({ sends, size }) {
  const MESSAGE = 64 * 1024;
  const HIGH = 256 * 1024;
  const pc = new RTCPeerConnection();
  const channel = pc.createDataChannel("raw", { negotiated: true, id: 0 });
  channel.binaryType = "arraybuffer";
  channel.bufferedAmountLowThreshold = MESSAGE;
  const message = new Uint8Array(MESSAGE);
  window.hear = async ({ description, candidate }) => {
    if (candidate) return pc.addIceCandidate(candidate);
    await pc.setRemoteDescription(description);
    if (description.type === "offer") {
      await pc.setLocalDescription();
      window.post({ description: pc.localDescription.toJSON() });
    }
  };
  pc.onicecandidate = ({ candidate }) => candidate && window.post({ candidate: candidate.toJSON() });
  window.opened = new Promise((resolve) => { channel.onopen = resolve; });
  window.arrived = new Promise((resolve) => {
    let bytes = 0;
    let start;
    channel.onmessage = ({ data }) => {
      start ??= performance.now();
      bytes += data.byteLength;
      if (bytes >= size) resolve(performance.now() - start);
    };
  });
  window.send = () => {
    let left = size;
    const fill = () => {
      for (; left > 0 && channel.bufferedAmount < HIGH; left -= MESSAGE) channel.send(message);
    };
    channel.onbufferedamountlow = fill;
    fill();
  };
  if (sends) return pc.setLocalDescription().then(() => window.post({ description: pc.localDescription.toJSON() }));
}

async function raw() {
  const pages = await twoPages();
  for (const [page, other] of [pages, [...pages].reverse()]) {
    let last = Promise.resolve();
    await page.exposeFunction("post", (said) => {
      last = last.then(() => other.evaluate((heard) => window.hear(heard), said));
    });
  }
  const [sender, receiver] = pages;
  await receiver.evaluate(channelEnd, { sends: false, size: SIZE });
  await sender.evaluate(channelEnd, { sends: true, size: SIZE });
  for (const page of pages) await page.evaluate(() => window.opened.then(() => {}));
  await sender.evaluate(() => window.send());
  const ms = await receiver.evaluate(() => window.arrived);
  await close(pages);
  return SIZE / MB / (ms / 1000);
}

let calls = 0;
async function parley() {
  const pages = await twoPages();
  const room = `files-${calls++}`;
  const url = server.url.replace("http", "ws") + "/signal";
  for (const page of pages) {
    await page.evaluate(async ({ url, room }) => {
      const { join } = await import(`${location.origin}/client/parley.js`);
      const { exchangeFiles } = await import(`${location.origin}/client/parley-files.js`);
      const joined = await join(url, room, { media: false });
      window.files = exchangeFiles(joined);
      window.connected = new Promise((resolve) => {
        const look = () => [...joined.peers.values()].some(({ connection }) => connection === "connected") && resolve();
        joined.on("connection", look);
        look();
      });
      window.arrived = new Promise((resolve) => {
        let start;
        window.files.on("offer", (transfer) => {
          start = performance.now();
          transfer.accept();
        });
        window.files.on("change", ({ direction, state }) => {
          if (direction === "in" && state === "done") resolve(performance.now() - start);
        });
      });
    }, { url, room });
  }
  const [sender, receiver] = pages;
  for (const page of pages) await page.evaluate(() => window.connected);
  await sender.evaluate((size) => {
    const part = new Uint8Array(1024 * 1024);
    const parts = Array.from({ length: size / part.length }, () => part);
    window.files.offer(new File(parts, "holiday.mov"));
  }, SIZE);
  const ms = await receiver.evaluate(() => window.arrived);
  await close(pages);
  return SIZE / MB / (ms / 1000);
}

try {
  const ways = { raw, parley };
  const rates = { raw: [], parley: [] };
  for (const way of Object.values(ways)) await way(); // first connection of a browser: not counted
  for (let i = 0; i < rounds; i++) for (const [name, way] of Object.entries(ways)) rates[name].push(await way());
  console.log(`a file of ${SIZE / MB} MB from page to page, MB/s, ${rounds} rounds interleaved`);
  row("", "median", "best", "worst");
  for (const [name, list] of Object.entries(rates))
    row(name, median(list).toFixed(1), Math.max(...list).toFixed(1), Math.min(...list).toFixed(1));
  console.log(`parley sends at ${(median(rates.parley) / median(rates.raw)).toFixed(2)} of a raw channel`);
} finally {
  await browser.close();
  await server.stop();
}
