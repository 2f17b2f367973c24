import { Alarm, type Clock } from "./clock.js";
import type { Head, Hex64, RoomNews } from "./frames.js";
import { NOTHING, Roster, type RosterChange } from "./roster.js";

/** Milliseconds between two questions; what comes up between them is asked once. */
const PAUSE = 200;

/**
 * The roster, and the questions that keep it right. Answers to older questions do no harm: what is
 * at or below the revision of this copy is dropped.
 */
export class Replica {
  readonly roster = new Roster();
  readonly #ask: (from: { incarnation: Hex64; rev: number }) => void;
  readonly #pause: Alarm;
  #again = false;
  /** This copy is known to differ from the server's at the same revision. */
  #wrong = false;
  /** The server does not know the room just now: nothing is asked before it tells where it stands. */
  blind = false;

  constructor(clock: Clock, ask: (from: { incarnation: Hex64; rev: number }) => void) {
    this.#ask = ask;
    this.#pause = new Alarm(clock, () => {
      if (this.#again) this.sync();
    });
  }

  /** What the news changes; where they do not follow, the rest is asked for. */
  take({ changes, snapshot }: RoomNews): RosterChange[] {
    if (snapshot) {
      const always = this.#wrong;
      this.#wrong = false;
      return this.roster.load(snapshot, always);
    }
    const applied = this.roster.apply(changes);
    if (applied === "gap") this.sync();
    return typeof applied === "string" ? [] : applied;
  }

  /** Compares this copy with the room as the store has it. */
  check(head: Head): void {
    this.blind = false;
    const missing = this.roster.missing(head);
    if (missing === NOTHING) this.#wrong = true;
    if (missing) this.sync();
  }

  /** Asks the server for what this copy misses. */
  sync(): void {
    this.#again = this.#pause.isSet;
    if (this.#again || this.blind) return;
    this.#pause.set(PAUSE);
    this.#ask(this.#wrong ? NOTHING : this.roster.head);
  }

  stop(): void {
    this.#again = false;
    this.#pause.clear();
  }
}
