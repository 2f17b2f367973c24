import type { Lane } from "./lane.js";
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

  /** Something came on `lane` after a break. @param picture pictures are expected */
  returned(lane: Lane, picture: boolean, now: number): void {
    lane.kick();
    const pictures = lane.pictures();
    this.#break = { lane, picture, pictures, at: now, left: TIMING.keyFrames };
  }

  look(now: number): void {
    const since = this.#break;
    if (!since || now - since.at < TIMING.keyFrame) return;
    const pictures = since.lane.pictures();
    const blind = since.picture && pictures === since.pictures;
    if (blind) since.lane.wantKey();
    if (blind || since.left === TIMING.keyFrames) since.lane.kick();
    since.pictures = pictures;
    since.at = now;
    since.left--;
    if (since.left === 0) this.#break = undefined;
  }

  clear(): void {
    this.#break = undefined;
  }
}
