import { newId } from "../media/ids.js";
import { fingerprintsOf } from "../media/sdp.js";
import type { SessionId } from "../signaling/frames.js";
import type { DetourFrame } from "./frame.js";

/** What somebody may have this page carry and open at once, and in each second after that. */
const BURST = 256 * 1024;
const A_SECOND = 64 * 1024;

/**
 * The way to one person. What two pages know of each other dates from their first contact, which
 * the server has made: the fingerprint of the other's certificate, and a key each way, told on a
 * connection that this certificate protects. So a page between them can lose what it is given, and
 * nothing else.
 */
export abstract class Way {
  abstract readonly id: SessionId;
  /** A channel is open, and something is heard from there. */
  abstract readonly live: boolean;
  /** Hands it to each open channel that is not choked; false when none is open. */
  abstract tell(frame: DetourFrame): boolean;

  /** Whoever has it can seal for this side; for the other page alone. */
  readonly key = (newId() + newId()).slice(0, 32);
  /** When something came beside the socket. */
  heard = Number.NEGATIVE_INFINITY;
  /** When it came through somebody else, and who that was. */
  helped = Number.NEGATIVE_INFINITY;
  helper: SessionId = "";
  /** There was none when somebody looked. */
  cut = false;
  /** It has been told that another certificate was shown. */
  strange = false;
  /** Seals for the other page; undefined while nothing is known of it, or if it cannot open. */
  theirs: string | undefined;
  #page = "";
  #fingerprints = "";
  #left = BURST;
  #at = 0;

  /**
   * The other page says who it is. The fingerprint stays as it was at the first contact with it.
   *
   * @param key seals for that page; undefined if it cannot open
   * @param sdp the description under which that connection stands
   */
  meet(page: string, key: string | undefined, sdp = ""): void {
    this.theirs = key;
    if (page !== this.#page) this.#fingerprints = fingerprintsOf(sdp);
    this.#page = page;
  }

  /** Whether a description shows the certificate of the first contact, and no other. */
  admits(sdp: unknown): boolean {
    const shown = fingerprintsOf(String(sdp));
    return shown !== "" && shown === this.#fingerprints;
  }

  /** A token bucket. False when `cost` is more than is left; then nothing is taken. */
  afford(cost: number, now: number): boolean {
    this.#left = Math.min(BURST, this.#left + ((now - this.#at) * A_SECOND) / 1000);
    this.#at = now;
    if (cost > this.#left) return false;
    this.#left -= cost;
    return true;
  }
}
