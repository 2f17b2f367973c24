import { count, shape, whole } from "./checks.js";
import { signalBody } from "./decode.js";
import type { SessionId, SignalBody } from "./frames.js";

/** What one end of a link says to the other: a signal, or that it has all signals up to `ack`. */
export type LinkWord = SignalBody | { readonly link: number; readonly ack: number };

/**
 * Another way to a peer, beside the socket. What goes both ways arrives twice, and counts once.
 *
 * @param sent the socket has taken the word, and the peer holds one, too
 * @param again the word was said before, and is not acknowledged
 * @returns false when there is no such way just now
 */
export type Carry = (to: SessionId, word: LinkWord, sent: boolean, again: boolean) => boolean;

const isSignal = shape(signalBody);
const isAck = shape({ link: count, ack: whole });

/** What came beside the socket may be anything. */
export const isLinkWord = (value: unknown): value is LinkWord => isSignal(value) || isAck(value);
