import { after } from "../timers.js";

/** The only source of time and chance in this folder, so that tests can run on virtual time. */
export interface Clock {
  /** Milliseconds from any origin; never goes back. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
  /** Runs once after `ms`, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  random: Math.random,
  after,
};

/** One timer that can be set again and again; at most one ring is ahead. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  get isSet(): boolean {
    return this.#cancel !== undefined;
  }

  /** Rings after `ms`; forgets the ring that was ahead. */
  set(ms: number): void {
    this.clear();
    this.#cancel = this.#clock.after(ms, () => {
      this.#cancel = undefined;
      this.#ring();
    });
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
