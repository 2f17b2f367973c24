import type { Clock } from "../signaling/clock.js";
import type { Lane } from "./lane.js";
import type { Path, PathEvent, Word } from "./path.js";

/** A step from one state to another. */
export interface Transition {
  readonly link: number;
  readonly from: Path["at"];
  readonly to: Path["at"];
  /** The event of the state machine that made it. */
  readonly cause: PathEvent["type"];
}

/** The pair that is healed. */
export interface HealerPort {
  readonly clock: Clock;
  /** This side is the impolite one. */
  readonly owner: boolean;
  /** The other side sends pictures. */
  readonly picture: boolean;
  /** Those of the present pair of sessions. */
  lanes(): readonly Lane[];
  open(relay: boolean): void;
  say(word: Word, link: number): void;
  show(link: number): void;
  /** Ends that connection. */
  shut(link: number): void;
  moved(transition: Transition): void;
}

/** What the other pairs allow this one. */
export interface Leave {
  /** One more race may begin. */
  readonly free: boolean;
  /** There is a way to the peer for signals, as far as anybody knows. */
  readonly reachable: boolean;
}
