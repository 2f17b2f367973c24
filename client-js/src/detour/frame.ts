import type { SessionId } from "../signaling/frames.js";

/** Characters of `sealed`: a signal of 64 KiB, sealed, in base64. */
export const SEALED_LIMIT = 96 * 1024;

/**
 * On the data channel: what one end of a link says to the other while no socket carries it
 * (docs/protocol.md, "Without a socket"). On the pair's own channel `word` is the word itself; through
 * somebody else it is `sealed`, for its receiver alone.
 */
export interface DetourFrame {
  readonly type: "detour";
  readonly from: SessionId;
  readonly to: SessionId;
  readonly word?: object;
  readonly sealed?: string;
}
