import { TIMING } from "./timing.js";

/** What a look at a connection found. */
export type Finding =
  | "flowing"
  /** Nothing came for a while: ask the other end, and count packets at the next looks. */
  | "quiet"
  /** Nothing came for longer than the flow's own unevenness, and the load here, explain. */
  | "silent"
  /** And what was asked is not answered, nor does the transport count a packet. */
  | "dead";

/**
 * Tells silence from unevenness and from load, on one connection: by what came between the looks,
 * and by a second signal that is asked for only when the first one pauses. The threshold follows
 * the gaps seen (mean and deviation, as TCP's timer does, RFC 6298), and how late looks are: where
 * a look has to wait for a processor, packets and answers wait as well, at each of their hops.
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
  /** How late looks were in the last seconds, here or at the other end: the worst, fading. */
  #late = 0;
  #roundTrip: number = TIMING.roundTrip;
  #measured = false;
  /** 1 and more: by how much false alarms have raised the threshold. */
  #caution = 1;

  constructor(now: number) {
    this.#last = now;
  }

  /** Milliseconds since something came. */
  get silence(): number {
    return this.#silence;
  }

  /** Milliseconds by which looks were late, at times, in the last seconds. */
  get late(): number {
    return Math.round(this.#late);
  }

  /** Silence from here on is suspect. */
  get threshold(): number {
    const usual = Math.max(TIMING.silence, this.#gap + 4 * this.#deviation);
    return this.#allowing(Math.min(usual, TIMING.unevenness));
  }

  /** A ping went out. */
  asked(): void {
    this.#asked ??= this.#silence;
  }

  /** A ping was answered after `ms`, by a page that is `late` at times. */
  answered(ms: number, late = 0): void {
    this.#roundTrip = this.#measured ? this.#roundTrip + (ms - this.#roundTrip) / 4 : ms;
    this.#measured = true;
    this.#late = Math.max(this.#late, late);
  }

  /** The transport's count was read. */
  counted(): void {
    this.#counts++;
  }

  /** What was taken for dead came back at once. */
  mistaken(): void {
    this.#caution = Math.min(2 * this.#caution, TIMING.caution);
  }

  /**
   * @param came whether anything came since the last look
   * @param counts whether the transport's packets can be counted here
   */
  look(now: number, came: boolean, counts: boolean): Finding {
    const passed = Math.min(now - this.#last, TIMING.sleep);
    this.#last = now;
    this.#silence += passed;
    this.#late = Math.max(this.#late * (1 - passed / TIMING.load), passed - TIMING.onTime);
    this.#caution = Math.max(1, this.#caution * (1 - passed / TIMING.wary));
    if (came) return this.#heard();
    if (this.#silence < TIMING.ask) return "flowing";
    if (this.#silence < this.threshold) return "quiet";
    const answer = Math.max(TIMING.ask, 1.5 * this.#roundTrip + TIMING.answer);
    const due = (this.#asked ?? this.#silence) + this.#allowing(answer);
    // The first count of a silence is what the second is compared with.
    return this.#silence >= due && (!counts || this.#counts > 1) ? "dead" : "silent";
  }

  /** Begins anew: another connection is watched from now on. */
  reset(now: number): void {
    this.#last = now;
    this.#clear();
  }

  #allowing(ms: number): number {
    return Math.min((ms + 4 * this.#late) * this.#caution, TIMING.longest);
  }

  /** A gap that was a break says nothing about the flow. */
  #heard(): Finding {
    if (this.#silence < TIMING.unevenness) {
      const error = this.#silence - this.#gap;
      this.#gap += error / 8;
      this.#deviation += (Math.abs(error) - this.#deviation) / 4;
    }
    this.#clear();
    return "flowing";
  }

  #clear(): void {
    this.#silence = this.#counts = 0;
    this.#asked = undefined;
  }
}
