import type { Clock } from "../../src/signaling/clock.js";

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
  cancelled: boolean;
}

/** Virtual time and seeded chance: the same seed gives the same run. */
export class World {
  now = 0;
  readonly #events: Event[] = [];
  #order = 0;
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** mulberry32: at least 0, less than 1. */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.random() * list.length)];
  }

  after(ms: number, run: () => void): () => void {
    const event = { at: this.now + ms, order: this.#order++, run, cancelled: false };
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#events[middle];
      if (other && other.at <= event.at) low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
    return () => {
      event.cancelled = true;
    };
  }

  every(ms: number, run: () => void): void {
    this.after(ms, () => {
      run();
      this.every(ms, run);
    });
  }

  /** Lets `ms` pass; promises settle between two events. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    await settled();
    for (let next = this.#events[0]; next && next.at <= end; next = this.#events[0]) {
      this.#events.shift();
      if (next.cancelled) continue;
      this.now = Math.max(this.now, next.at);
      next.run();
      await settled();
    }
    this.now = end;
    await settled();
  }

  /** Time passes in which nothing runs, as on a machine that is suspended. */
  sleep(ms: number): void {
    this.now += ms;
  }

  /** A clock of one owner, which can tell how many of its timers are ahead. */
  clock(): Clock & { readonly ahead: number } {
    const ahead = new Set<object>();
    return {
      now: () => this.now,
      random: () => this.random(),
      after: (ms, run) => {
        const timer = {};
        ahead.add(timer);
        const cancel = this.after(ms, () => {
          ahead.delete(timer);
          run();
        });
        return () => {
          ahead.delete(timer);
          cancel();
        };
      },
      get ahead() {
        return ahead.size;
      },
    };
  }
}

/** Lets chains of a few promises run to their end. */
async function settled(): Promise<void> {
  for (let i = 0; i < 4; i++) await null;
}
