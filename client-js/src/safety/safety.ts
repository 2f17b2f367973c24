import type { Peer, Room } from "../api.js";
import { ParleyError } from "../errors.js";
import { WORDS } from "./words.js";

/** One for each byte: 64 bits. */
const COUNT = 8;
/**
 * Hashes for one guess. Whoever sits between two people shows each a certificate of its own, and
 * can search for two that give the same words: of 64 bits some 2^32 guesses a side. This makes that
 * 2^51 hashes, while the two wait for their call; here it takes a tenth of a second.
 */
const ROUNDS = 2 ** 18;

/**
 * What two people read to each other to know that nobody sits between them, not even the server
 * that brought them together: words made of the certificates at both ends of their connection
 * (RFC 8122), the same on both sides. Others on the two sides: somebody listens.
 *
 * They hold for as long as both pages live; a reloaded page has other ones.
 *
 * @returns 8 words of a list of 256
 * @throws ParleyError `not-connected` while no connection stands; `insecure-context` where there is
 *   no WebCrypto
 */
export async function safetyWords(
  room: Pick<Room, "fingerprints">,
  peer: Peer,
): Promise<readonly string[]> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) throw new ParleyError("insecure-context", "Safety words need https or localhost");
  const ends = room.fingerprints(peer);
  if (!ends?.every((end) => end !== ""))
    throw new ParleyError("not-connected", "No connection to that person stands", true);
  const pair = ends.map((end) => end.toLowerCase()).sort();
  const encoder = new TextEncoder();
  const secret = await subtle.importKey("raw", encoder.encode(pair.join()), "PBKDF2", false, [
    "deriveBits",
  ]);
  const salt = encoder.encode("parley safety words 1");
  const stretched = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  const bits = await subtle.deriveBits(stretched, secret, COUNT * 8);
  return Array.from(new Uint8Array(bits), (byte) => WORDS[byte] as string);
}
