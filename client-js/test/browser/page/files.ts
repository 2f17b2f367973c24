import { exchangeFiles, type FileExchange, type Transfer } from "../../../src/files/files.js";
import { clientPage } from "./client.js";

const POOL = 65_536;

/** What a page of a test can do with files. */
export const filesPage = {
  exchange: undefined as unknown as FileExchange,
  offers: [] as Transfer[],
  sent: [] as Transfer[],

  open(): void {
    filesPage.exchange = exchangeFiles(clientPage.room);
    filesPage.exchange.on("offer", (transfer) => filesPage.offers.push(transfer));
  },

  /** Offers a file of so many random bytes; returns the SHA-256 of it. */
  async offer(size: number, to?: string): Promise<string> {
    const parts = Array.from({ length: Math.ceil(size / POOL) }, (_, index) =>
      crypto.getRandomValues(new Uint8Array(Math.min(POOL, size - index * POOL))),
    );
    const file = new File(parts, "holiday.mov", { type: "video/quicktime" });
    const peer = to === undefined ? undefined : clientPage.peer(to);
    filesPage.sent.push(...filesPage.exchange.offer(file, peer));
    return sha256(file);
  },

  /** To how many people a connection stands. */
  connected: () =>
    [...clientPage.room.peers.values()].filter(({ connection }) => connection === "connected")
      .length,

  hash: () => sha256(filesPage.offers.at(-1)?.file),

  /** Of all that was sent, and of all that was offered. */
  states: () => [...filesPage.sent, ...filesPage.offers].map(({ state }) => state),

  /** Accepts the last offer, and does that as soon as a megabyte of it is here. */
  acceptAnd(how: "break" | "close" | "cut"): void {
    const transfer = filesPage.offers.at(-1);
    const stop = filesPage.exchange.on("change", ({ bytes }) => {
      if (bytes < 1_000_000) return;
      stop();
      filesPage.acted = transfer?.state;
      if (how === "cut") clientPage.cut(true);
      else for (const pc of [...clientPage.made]) if (pc.signalingState !== "closed") pc[how]();
    });
    transfer?.accept();
  },
  /** How the transfer stood then. */
  acted: undefined as Transfer["state"] | undefined,

  accept: () => filesPage.offers.at(-1)?.accept(),
};

async function sha256(file: Blob | undefined): Promise<string> {
  const bytes = (await file?.arrayBuffer()) ?? new ArrayBuffer(0);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

Object.assign(globalThis, { files: filesPage });
