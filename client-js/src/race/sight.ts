import type { Lane } from "./lane.js";
import { TIMING } from "./timing.js";

/**
 * Key frames after a break. A receiver that lost a frame waits seconds before it asks for a whole
 * picture; so whoever hears again makes one at once, and asks for one until it sees.
 */
export class Sight {
  #blind: { lane: Lane; pictures: string; at: number; left: number } | undefined;

  /** Something came on `lane` after a break. @param picture pictures are expected */
  returned(lane: Lane, picture: boolean, now: number): void {
    lane.kick();
    const pictures = lane.pictures();
    this.#blind = picture ? { lane, pictures, at: now, left: TIMING.keyFrames } : undefined;
  }

  look(now: number): void {
    const blind = this.#blind;
    if (!blind) return;
    if (blind.lane.pictures() !== blind.pictures || blind.left === 0) {
      this.#blind = undefined;
    } else if (now - blind.at >= TIMING.keyFrame) {
      blind.at = now;
      blind.left--;
      blind.lane.wantKey();
    }
  }

  clear(): void {
    this.#blind = undefined;
  }
}
