import { Detour, type DetourPort } from "../detour/detour.js";
import type { DetourFrame } from "../detour/frame.js";
import type { Way } from "../detour/way.js";
import { Healer } from "../race/healer.js";
import { TIMING } from "../race/timing.js";
import type { Signaling } from "../signaling/signaling.js";
import type { Person } from "./person.js";

export interface WardPort extends Omit<DetourPort, "people" | "signaling"> {
  readonly signaling: Signaling;
  people(): ReadonlyMap<string, Person>;
}

/**
 * Looks after all pairs of a room in turn: how many may race at a time, in which order, and whether
 * it is this page's own network that is gone, when racing is of no use. All that heals comes with
 * it, and it begins whenever it comes.
 */
export class Ward {
  readonly #port: WardPort;
  readonly #detour: Detour;
  /** Cancels the next look; undefined once it is closed, be it by who hears of a look. */
  #next: (() => void) | undefined;
  /** The socket has been asked whether the network is there, in this silence of all pairs. */
  #probed = false;

  constructor(port: WardPort) {
    const { signaling, clock, people } = port;
    this.#port = port;
    this.#detour = new Detour(port);
    this.#next = clock.after(0, () => this.#look());
    signaling.on("state", ({ state }) => {
      if (state !== "connected") return;
      for (const { pair } of people().values()) pair.tell({ type: "network" });
    });
  }

  /** Something for a link came on a channel of `by`. */
  hear(by: Way, frame: DetourFrame): void {
    this.#detour.hear(by, frame);
  }

  close(): void {
    this.#next?.();
    this.#next = undefined;
  }

  #look(): void {
    const patients = Array.from(this.#port.people().values(), patient).sort(byUrgency);
    const reachable = !this.#cutOff(patients);
    for (const { person, healer } of patients) {
      const reached = this.#detour.reaches(person.way) && reachable;
      healer.look({ reachable: reached, free: reached && races(patients) < TIMING.races });
      if (healer.calm >= TIMING.standby) person.pair.keepWarm();
    }
    if (!this.#next) return;
    const urgent = patients.some(({ healer }) => healer.urgent);
    const pause = urgent ? TIMING.soon : TIMING.look;
    this.#next = this.#port.clock.after(pause, () => this.#look());
  }

  /** Nobody is heard, and the server neither. */
  #cutOff(patients: readonly Patient[]): boolean {
    const known = patients.filter(({ healer }) => healer.watching);
    const silent = known.length > 0 && known.every(({ healer }) => healer.lost);
    if (silent && !this.#probed) this.#port.signaling.probe();
    this.#probed = silent;
    return silent && this.#port.signaling.state !== "connected";
  }
}

interface Patient {
  readonly person: Person;
  readonly healer: Healer;
}

const patient = (person: Person): Patient => ({
  person,
  healer: person.pair.heal((port) => new Healer(port)),
});

/** Sound before pictures, and the oldest loss first. */
const urgency = ({ person, healer }: Patient) =>
  healer.silence + (person.profile.mic === "on" ? TIMING.race : 0);
const byUrgency = (a: Patient, b: Patient) => urgency(b) - urgency(a);

const races = (patients: readonly Patient[]) =>
  patients.filter(({ healer: { path } }) => path?.at === "race" && !path.first).length;
