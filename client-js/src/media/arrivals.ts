import type { Clock } from "../signaling/clock.js";
import type { IncomingSignal } from "../signaling/options.js";

interface Arrival {
  readonly signals: IncomingSignal[];
  readonly cancel: () => void;
}

/**
 * Sessions that are new in the roster while a live connection has no owner there: it may be theirs,
 * under the id that a restarted server gave them. They and their signals wait until that is known,
 * so that nobody appears twice and no second connection is made.
 */
export class Arrivals {
  readonly #waiting = new Map<string, Arrival>();
  readonly #clock: Clock;
  readonly #settled: (session: string, signals: readonly IncomingSignal[]) => void;

  /** @param settled is called once for each that was held, unless it was forgotten */
  constructor(
    clock: Clock,
    settled: (session: string, signals: readonly IncomingSignal[]) => void,
  ) {
    this.#clock = clock;
    this.#settled = settled;
  }

  has(session: string): boolean {
    return this.#waiting.has(session);
  }

  hold(session: string, ms: number): void {
    if (this.has(session)) return;
    const cancel = this.#clock.after(ms, () => this.settle(session));
    this.#waiting.set(session, { signals: [], cancel });
  }

  keep(signal: IncomingSignal): void {
    this.#waiting.get(signal.from)?.signals.push(signal);
  }

  settle(session: string): void {
    const signals = this.#waiting.get(session)?.signals;
    this.forget(session);
    if (signals) this.#settled(session, signals);
  }

  settleAll(): void {
    for (const session of [...this.#waiting.keys()]) this.settle(session);
  }

  forget(session: string): void {
    this.#waiting.get(session)?.cancel();
    this.#waiting.delete(session);
  }

  clear(): void {
    for (const session of [...this.#waiting.keys()]) this.forget(session);
  }
}
