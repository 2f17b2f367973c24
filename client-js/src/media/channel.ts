import { type DetourFrame, SEALED_LIMIT } from "../detour/frame.js";
import type { AckFrame, ChatFrame } from "./mailbox.js";

/**
 * On the data channel: who speaks here. A page says it when a channel opens and whenever one of
 * the values changes; it is how a live connection finds its owners after new session ids.
 */
export interface HelloFrame {
  readonly type: "hello";
  /** The speaker's session id. */
  readonly session: string;
  /** The listener's session id, as the speaker's roster has it; null if it has none. */
  readonly sees: string | null;
  /** Random, the speaker's for as long as its page keeps its memory. */
  readonly page: string;
  /** Seals for the speaker what others carry: the listener's alone. */
  readonly key?: string;
  /** The speaker shares a screen on this connection. */
  readonly screen?: boolean;
}

/** On the data channel: is somebody there? The answer carries the same `n`. */
export interface PingFrame {
  readonly type: "ping" | "pong";
  readonly n: number;
  /** With the answer: milliseconds by which things are late in this page at times. */
  readonly late?: number;
}

/** On the data channel: a whole picture is wanted, for what came cannot be decoded. */
export interface KeyFrame {
  readonly type: "key";
}

/** On the data channel: the speaker leaves the room. */
export interface ByeFrame {
  readonly type: "bye";
}

export type ChannelFrame =
  | HelloFrame
  | ChatFrame
  | AckFrame
  | PingFrame
  | KeyFrame
  | ByeFrame
  | DetourFrame;

/** Longest text of a chat message, in UTF-16 units. */
export const TEXT_LIMIT = 16_384;

/** What the other page said; undefined if it is nothing that this version knows. */
export function decodeFrame(text: string): ChannelFrame | undefined {
  let frame: Partial<Record<string, unknown>>;
  try {
    frame = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isFrame(frame ?? {}) ? (frame as unknown as ChannelFrame) : undefined;
}

function isFrame({
  type,
  session,
  sees,
  page,
  n,
  id,
  text,
  at,
  to,
  late,
  key,
  from,
  word,
  sealed,
  screen,
}: Partial<Record<string, unknown>>) {
  switch (type) {
    case "hello":
      return (
        isText(session) &&
        isText(page) &&
        (sees === null || isText(sees)) &&
        (key === undefined || isText(key)) &&
        (screen === undefined || typeof screen === "boolean")
      );
    case "chat":
      return (
        isCount(n) &&
        isText(id) &&
        isText(text, TEXT_LIMIT) &&
        isCount(at) &&
        (to === undefined || isText(to))
      );
    case "ack":
    case "ping":
    case "pong":
      return isCount(n) && (late === undefined || isCount(late));
    case "key":
    case "bye":
      return true;
    case "detour":
      return isText(from) && isText(to) && (isText(sealed, SEALED_LIMIT) || isObject(word));
    default:
      return false;
  }
}

export const isText = (value: unknown, limit = 64) =>
  typeof value === "string" && value.length <= limit;
const isObject = (value: unknown) => typeof value === "object" && value !== null;
export const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
