import type { Shot } from "./shot.js";

/** One connection of a pair, as far as its health goes. */
export interface Lane {
  readonly number: number;
  /** Warm, and not sent on: a standby. */
  readonly idle: boolean;
  /** Changes with whatever came and was heard, seen or read; "" before anything did. Cheap. */
  mark(): string;
  /** Changes with each picture decoded; "" before the first. Cheap. */
  pictures(): string;
  /** Grows with each packet that came; undefined where that cannot be known. */
  packets(): Promise<number | undefined>;
  /** Asks the other end for an answer with the same `n`. */
  ping(n: number): void;
  /** Does that with all that it sends pictures by, after what was to be done before. */
  shoot(shot: Shot): void;
  /** Asks the other end for one. */
  wantKey(): void;
  /** Sends on a standby. */
  wake(): void;
  restartIce(): void;
}
