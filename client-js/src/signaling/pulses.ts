import { Alarm, type Clock } from "./clock.js";
import type { Values } from "./frames.js";

/** Milliseconds between two pulses of a session. */
const PAUSE = 500;

/** Lossy news, at most two a second: what comes faster becomes one, the latest values winning. */
export class Pulses {
  /** False when there is nobody to tell. */
  readonly #send: (values: Values) => boolean;
  readonly #pause: Alarm;
  #waiting: Values | undefined;

  constructor(clock: Clock, send: (values: Values) => boolean) {
    this.#send = send;
    this.#pause = new Alarm(clock, () => this.#next());
  }

  say(values: Values): void {
    this.#waiting = { ...this.#waiting, ...values };
    if (!this.#pause.isSet) this.#next();
  }

  stop(): void {
    this.#waiting = undefined;
    this.#pause.clear();
  }

  #next(): void {
    if (this.#waiting && this.#send(this.#waiting)) this.#pause.set(PAUSE);
    this.#waiting = undefined;
  }
}
