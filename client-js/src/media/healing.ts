import type { Healer } from "../race/healer.js";
import type { PathEvent } from "../race/path.js";

/** What is kept for the healer: only a flood is more. */
const MISSED = 64;

/** The healer of a pair, as soon as its code is here; till then a path is as the browser has it. */
export class Healing {
  #healer: Healer | undefined;
  #missed: PathEvent[] = [];

  get healer(): Healer | undefined {
    return this.#healer;
  }

  /** @param begun a connection of the pair stands, or is being made */
  start(healer: Healer, begun: boolean): Healer {
    this.#healer = healer;
    if (begun) healer.begin();
    for (const event of this.#missed.splice(0)) healer.tell(event);
    return healer;
  }

  tell(event: PathEvent): void {
    if (this.#healer) this.#healer.tell(event);
    else if (this.#missed.length < MISSED) this.#missed.push(event);
  }

  /** What was said of the connections that there were concerns nobody any more. */
  stop(): void {
    this.#missed = [];
    this.#healer?.stop();
  }
}
