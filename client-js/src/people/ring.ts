import type { ParleyError } from "../errors.js";
import { Alarm, type Clock } from "../signaling/clock.js";
import type { IncomingRing, OutgoingRing, RingEnd } from "./api.js";
import type { PeopleCommand, RingingFrame, RungFrame } from "./frames.js";

/** Milliseconds that a ring lasts at most, whatever the two clocks are, and that its end may be late. */
const LONGEST = 180_000;
const LATE = 5000;

export interface RingPort {
  readonly clock: Clock;
  /** Resolves when the server has carried it out. */
  run(command: PeopleCommand): Promise<unknown>;
  /** It is over: nothing more is to be told to it. */
  over(ring: string): void;
}

/** A call of one user to another, as one side sees it: it ends once, told by the server or by time. */
class Ring {
  readonly until: number;
  readonly room: string;
  readonly ended: Promise<RingEnd>;
  readonly #ring: string;
  readonly #port: RingPort;
  readonly #patience: Alarm;
  #settle: (end: RingEnd) => void = () => {};

  constructor(ring: string, until: number, room: string, port: RingPort) {
    this.until = until;
    this.room = room;
    this.#ring = ring;
    this.#port = port;
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#patience = new Alarm(port.clock, () => this.end({ reason: "expired" }));
    const left = Math.min(Math.max(until - Date.now(), 0), LONGEST);
    this.#patience.set(left + LATE);
  }

  end({ reason, by }: RingEnd): void {
    this.#patience.clear();
    this.#port.over(this.#ring);
    this.#settle({ reason, ...(by !== undefined && { by }) });
  }

  protected async answer(answer: "accept" | "decline" | "busy"): Promise<void> {
    await this.#port.run({ type: "answer", ring: this.#ring, answer });
  }

  /** Where it is over already, that is what was wanted. */
  protected async stop(command: "cancel" | "decline" | "busy"): Promise<void> {
    try {
      if (command !== "cancel") await this.answer(command);
      else await this.#port.run({ type: "cancel", ring: this.#ring });
    } catch (error) {
      if ((error as ParleyError).code !== "ring-over") throw error;
    }
  }
}

/** {@link OutgoingRing}. */
export class Placed extends Ring implements OutgoingRing {
  readonly user: string;
  readonly sessions: number;

  constructor(call: { user: string; room: string }, rung: RungFrame, port: RingPort) {
    super(rung.ring, rung.until, call.room, port);
    this.user = call.user;
    this.sessions = rung.sessions;
  }

  cancel(): Promise<void> {
    return this.stop("cancel");
  }
}

/** {@link IncomingRing}. */
export class Received extends Ring implements IncomingRing {
  readonly from: IncomingRing["from"];
  readonly values: IncomingRing["values"];

  constructor({ ring, until, room, from, values }: RingingFrame, port: RingPort) {
    super(ring, until, room, port);
    this.from = from;
    this.values = values;
  }

  accept(): Promise<void> {
    return this.answer("accept");
  }
  decline(): Promise<void> {
    return this.stop("decline");
  }
  busy(): Promise<void> {
    return this.stop("busy");
  }
}
