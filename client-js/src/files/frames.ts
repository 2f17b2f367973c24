/** What two pages say to each other on the channel of files (docs/client.md, "Sharing files"). */
import { isCount, isText } from "../media/channel.js";

/** Bytes of a message with a chunk, and of its head: number, index, SHA-256. */
export const MESSAGE = 65_536;
const HEAD = 40;
/** Bytes of a file in each chunk; the last one may have fewer. */
export const CHUNK = MESSAGE - HEAD;
export const HASH = 32;

/** Why a transfer did not come to its end. */
export type Reason = (typeof REASONS)[number];

const REASONS = [
  "declined",
  "cancelled",
  "too-large",
  "too-many",
  "bad-data",
  "corrupt",
  "storage",
  "changed",
  "unreadable",
  "gone",
] as const;

/** Kept until acknowledged; `n` counts from 1 between two pages, each way. */
export type Letter =
  | { readonly type: "offer"; n: number; id: number; name: string; size: number; kind: string }
  /** From the sender: all was sent; SHA-256 of the hashes of all chunks, in hexadecimal. */
  | { readonly type: "end"; n: number; id: number; hash: string }
  /** From the sender: it comes to nothing. */
  | { readonly type: "drop"; n: number; id: number; why: Reason }
  /** From the receiver: it comes to nothing. */
  | { readonly type: "refuse"; n: number; id: number; why: Reason }
  /** From the receiver: all is here, and the hash is right. */
  | { readonly type: "done"; n: number; id: number };

/** Not kept: said anew on each connection. */
export type Call =
  /** Who speaks here: a random id of the page's memory, and that of the other one, if known. */
  | { readonly type: "hello"; page: string; sees: string | null }
  /** From the receiver: send from chunk `at` on. */
  | { readonly type: "want"; id: number; at: number }
  /** From the receiver: all chunks before `at` are here. */
  | { readonly type: "have"; id: number; at: number }
  | { readonly type: "ack"; n: number };

export type Frame = Letter | Call;

export interface Chunk {
  readonly id: number;
  readonly index: number;
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What came as text; undefined if it is nothing that this version knows. */
export function decodeText(text: string): Frame | undefined {
  try {
    const frame = JSON.parse(text) ?? {};
    return isFrame(frame) ? (frame as unknown as Frame) : undefined;
  } catch {
    return undefined;
  }
}

function isFrame(frame: Partial<Record<string, unknown>>): boolean {
  const { type, n, id, at, page, sees } = frame;
  switch (type) {
    case "hello":
      return isText(page) && (sees === null || isText(sees));
    case "ack":
      return isCount(n);
    case "want":
    case "have":
      return isCount(id) && isCount(at);
    default:
      return isCount(n) && isCount(id) && isLetter(frame);
  }
}

function isLetter({ type, name, size, kind, hash, why }: Partial<Record<string, unknown>>) {
  switch (type) {
    case "offer":
      return isText(name, 4096) && isText(kind, 256) && isCount(size);
    case "end":
      return isText(hash, 2 * HASH);
    case "drop":
    case "refuse":
      return REASONS.some((reason) => reason === why);
    case "done":
      return true;
    default:
      return false;
  }
}

export function encodeChunk({ id, index, hash, bytes }: Chunk): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(HEAD + bytes.length);
  const head = new DataView(message.buffer);
  head.setUint32(0, id);
  head.setUint32(4, index);
  message.set(hash, 8);
  message.set(bytes, HEAD);
  return message;
}

/** Undefined if it is too short or too long to be one. */
export function decodeChunk(message: ArrayBuffer): Chunk | undefined {
  if (message.byteLength <= HEAD || message.byteLength > MESSAGE) return undefined;
  const head = new DataView(message);
  const hash = new Uint8Array(message, 8, HASH);
  const bytes = new Uint8Array(message, HEAD);
  return { id: head.getUint32(0), index: head.getUint32(4), hash, bytes };
}

export async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** How many chunks a file of that size has. */
export const chunksOf = (size: number): number => Math.ceil(size / CHUNK);
