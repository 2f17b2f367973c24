import { TIMING } from "./timing.js";

/** What a look at a connection found. */
export type Finding =
  | "flowing"
  /** Nothing came for a while: ask the other end, and count packets at the next looks. */
  | "quiet"
  /** Nothing came for longer than the flow's own unevenness explains. */
  | "silent"
  /** And what was asked is not answered, nor does the transport count a packet. */
  | "dead";

/**
 * Tells silence from unevenness, on one connection: by what came between the looks, and by a
 * second signal that is asked for only when the first one pauses. The threshold follows the gaps
 * seen (mean and deviation, as TCP's timer does, RFC 6298); a look that came late counts little.
 */
export class Watch {
  #last: number;
  #silence = 0;
  /** The silence at which the oldest ping without an answer was sent. */
  #asked: number | undefined;
  /** Looks at the transport's count in this silence. */
  #counts = 0;
  #gap: number = TIMING.look;
  #deviation = 0;
  /** How late the looks come: on a loaded machine the other end's packets are late as well. */
  #late = 0;
  #roundTrip: number | undefined;

  constructor(now: number) {
    this.#last = now;
  }

  /** Milliseconds since something came, without the time in which nobody looked. */
  get silence(): number {
    return this.#silence;
  }

  /** Silence from here on is suspect. */
  get threshold(): number {
    const usual = this.#gap + 4 * this.#deviation;
    return Math.min(Math.max(TIMING.silence, usual) + 4 * this.#late, TIMING.longestSilence);
  }

  /** A ping went out. */
  asked(): void {
    this.#asked ??= this.#silence;
  }

  /** A ping was answered after `ms`. */
  answered(ms: number): void {
    this.#roundTrip =
      this.#roundTrip === undefined ? ms : this.#roundTrip + (ms - this.#roundTrip) / 4;
  }

  /** The transport's count was read. */
  counted(): void {
    this.#counts++;
  }

  /**
   * @param came whether anything came since the last look
   * @param counts whether the transport's packets can be counted here
   */
  look(now: number, came: boolean, counts: boolean): Finding {
    const passed = Math.min(now - this.#last, TIMING.lateLook);
    this.#silence += passed;
    this.#late += (Math.max(0, passed - TIMING.look) - this.#late) / 8;
    this.#last = now;
    if (came) return this.#heard();
    if (this.#silence < TIMING.ask) return "flowing";
    if (this.#silence < this.threshold) return "quiet";
    const roundTrip = this.#roundTrip ?? TIMING.roundTrip;
    const patience = Math.max(TIMING.ask, 1.5 * roundTrip + TIMING.answer);
    const unanswered = this.#asked !== undefined && this.#silence - this.#asked >= patience;
    // The first count of a silence is what the second is compared with.
    return unanswered && (!counts || this.#counts > 1) ? "dead" : "silent";
  }

  /** Begins anew: another connection is watched from now on. */
  reset(now: number): void {
    this.#last = now;
    this.#silence = 0;
    this.#asked = undefined;
    this.#counts = 0;
  }

  /** A gap that was a break says nothing about the flow. */
  #heard(): Finding {
    if (this.#silence < TIMING.longestSilence) {
      const error = this.#silence - this.#gap;
      this.#gap += error / 8;
      this.#deviation += (Math.abs(error) - this.#deviation) / 4;
    }
    this.#silence = 0;
    this.#asked = undefined;
    this.#counts = 0;
    return "flowing";
  }
}
