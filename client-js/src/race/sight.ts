import type { Lane } from "./lane.js";
import { hold, keyFrame } from "./shot.js";
import { TIMING } from "./timing.js";

/**
 * Key frames after a break. A receiver that lost a frame waits seconds before it asks for a whole
 * picture, and its word on the data channel may wait as long, behind what was lost there. So
 * whoever hears again makes one at once and once more, for the first may come too early to arrive;
 * and while it does not see, which also happens after a first picture, it asks for one and makes
 * one: what keeps its word back keeps back that of the other side, which may be as blind.
 */
export class Sight {
  #break: { lane: Lane; picture: boolean; pictures: string; at: number; left: number } | undefined;

  /** That sends no pictures for now. */
  held: Lane | undefined;

  kick(lane: Lane): void {
    lane.shoot(keyFrame);
  }

  /** Nothing comes on `lane`, so that what is sent there may get lost. */
  hold(lane: Lane): void {
    if (this.held === lane) return;
    this.held = lane;
    lane.shoot(hold);
  }

  /** Something came on `lane` after a break. @param picture pictures are expected */
  returned(lane: Lane, picture: boolean, now: number): void {
    this.held = undefined;
    this.kick(lane);
    const pictures = lane.pictures();
    this.#break = { lane, picture, pictures, at: now, left: TIMING.keyFrames };
  }

  look(now: number): void {
    const since = this.#break;
    if (!since || now - since.at < TIMING.keyFrame) return;
    const pictures = since.lane.pictures();
    const blind = since.picture && pictures === since.pictures;
    if (blind) since.lane.wantKey();
    if (blind || since.left === TIMING.keyFrames) this.kick(since.lane);
    since.pictures = pictures;
    since.at = now;
    since.left--;
    if (since.left === 0) this.#break = undefined;
  }

  clear(): void {
    this.#break = undefined;
  }
}
