import type { Lane } from "./lane.js";
import { TIMING } from "./timing.js";

interface Trial {
  /** What it had shown when the race began. */
  readonly mark: string;
  readonly pictures: string;
  /** When more was found. */
  came: number | undefined;
}

/** Which connections of a race decode: those on which something comes since it began. */
export class Trials {
  #trials = new Map<Lane, Trial>();

  /** A race begins beside `lanes`. */
  begin(lanes: readonly Lane[]): void {
    const trial = (lane: Lane) => ({
      mark: lane.mark(),
      pictures: lane.pictures(),
      came: undefined,
    });
    this.#trials = new Map(lanes.map((lane) => [lane, trial(lane)]));
  }

  /**
   * @param picture pictures are expected, so that sound alone is not enough, unless none come for
   *   `TIMING.blind`
   */
  decoding(lanes: readonly Lane[], picture: boolean, now: number): Lane[] {
    return lanes.filter((lane) => {
      const trial = this.#of(lane);
      if (lane.mark() === trial.mark) return false;
      trial.came ??= now;
      const seen = !picture || lane.pictures() !== trial.pictures;
      return seen || now - trial.came >= TIMING.blind;
    });
  }

  /** Whether anything came on it. */
  hears(lane: Lane): boolean {
    return lane.mark() !== this.#of(lane).mark;
  }

  #of(lane: Lane): Trial {
    const trial = this.#trials.get(lane) ?? { mark: "", pictures: "", came: undefined };
    this.#trials.set(lane, trial);
    return trial;
  }
}
