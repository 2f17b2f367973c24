import type { Detour } from "../detour/detour.js";
import { TIMING } from "../race/timing.js";
import type { Clock } from "../signaling/clock.js";
import type { Signaling } from "../signaling/signaling.js";
import type { Person } from "./person.js";

/**
 * Looks after all pairs of a room in turn: how many may race at a time, in which order, and whether
 * it is this page's own network that is gone, when racing is of no use.
 */
export class Ward {
  readonly #signaling: Signaling;
  readonly #clock: Clock;
  readonly #detour: Detour;
  readonly #people: () => Iterable<Person>;
  /** Cancels the next look; undefined once it is closed, be it by who hears of a look. */
  #next: (() => void) | undefined;
  /** The socket has been asked whether the network is there, in this silence of all pairs. */
  #probed = false;

  constructor(signaling: Signaling, clock: Clock, detour: Detour, people: () => Iterable<Person>) {
    this.#signaling = signaling;
    this.#clock = clock;
    this.#detour = detour;
    this.#people = people;
    this.#next = clock.after(TIMING.look, () => this.#look());
    signaling.on("state", ({ state }) => state === "connected" && this.probe());
  }

  /** The network may have changed: each pair looks anew. */
  probe(): void {
    for (const { pair } of this.#people()) pair.healer.tell({ type: "network" });
  }

  close(): void {
    this.#next?.();
    this.#next = undefined;
  }

  #look(): void {
    const people = [...this.#people()].sort((a, b) => urgency(b) - urgency(a));
    const reachable = !this.#cutOff(people);
    for (const person of people) {
      const reached = this.#detour.reaches(person.way) && reachable;
      person.pair.look({ reachable: reached, free: reached && races(people) < TIMING.races });
    }
    if (!this.#next) return;
    const urgent = people.some(({ pair }) => pair.healer.urgent);
    this.#next = this.#clock.after(urgent ? TIMING.soon : TIMING.look, () => this.#look());
  }

  /** Nobody is heard, and the server neither. */
  #cutOff(people: readonly Person[]): boolean {
    const known = people.filter(({ pair }) => pair.healer.watching);
    const silent = known.length > 0 && known.every(({ pair }) => pair.healer.lost);
    if (silent && !this.#probed) this.#signaling.probe();
    this.#probed = silent;
    return silent && this.#signaling.state !== "connected";
  }
}

/** Sound before pictures, and the oldest loss first. */
const urgency = ({ profile, pair }: Person) =>
  pair.healer.silence + (profile.mic === "on" ? TIMING.race : 0);

const races = (people: readonly Person[]) =>
  people.filter(({ pair: { healer } }) => healer.path?.at === "race" && !healer.path.first).length;
