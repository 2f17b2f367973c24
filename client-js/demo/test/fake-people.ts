/** A double of presence and ringing, to look at the views without a server. Never shipped. */
import {
  type AttendOptions,
  type IncomingRing,
  type OutgoingRing,
  ParleyError,
  type People,
  type PeopleEvents,
  type Presence,
  type RingEnd,
  type Values,
} from "../src/sdk.js";

export class FakePeople implements People {
  readonly user: string;
  readonly session = "session-1";
  state: People["state"] = "connected";
  readonly statuses: Values[] = [];
  /** `accept`, `ring bob`, `cancel`, … */
  readonly asked: string[] = [];
  /** Ends the last ring, in or out, as the server does. */
  end: (reason: RingEnd["reason"]) => void = () => undefined;
  /** When set, the next ring is refused with this code. */
  refuse: string | undefined;
  readonly #watched = new Map<string, (presence: Presence) => void>();
  readonly #listeners: { event: string; listener: (value: never) => void }[] = [];

  constructor({ user = "mary", status = {} }: AttendOptions) {
    this.user = user;
    this.statuses.push(status);
  }

  watch(user: string, listener: (presence: Presence) => void): () => void {
    this.#watched.set(user, listener);
    listener({ user, sessions: 0, calls: 0, status: {} });
    return () => this.#watched.delete(user);
  }

  /** A user is seen another way. */
  show(user: string, presence: Partial<Presence>): void {
    this.#watched.get(user)?.({ user, sessions: 1, calls: 0, status: {}, ...presence });
  }

  async setStatus(status: Values): Promise<void> {
    this.statuses.push(status);
  }

  async ring(user: string, call: { room: string; values?: Values }): Promise<OutgoingRing> {
    this.asked.push(`ring ${user}`);
    if (this.refuse) throw new ParleyError(this.refuse, "refused by the test");
    const cancel = async () => this.#end("cancel", "cancelled");
    return { user, room: call.room, sessions: 1, ...this.#hold(), cancel };
  }

  /** Somebody calls. */
  come(user: string, room: string, values: Values = {}): void {
    const ring: IncomingRing = {
      from: { user, session: "session-2" },
      room,
      values,
      ...this.#hold(),
      accept: async () => this.#end("accept", "accepted"),
      decline: async () => this.#end("decline", "declined"),
      busy: async () => this.#end("busy", "busy"),
    };
    this.#tell("ringing", ring);
  }

  /** It is over for this page. */
  fall(code: string): void {
    this.#tell("closed", new ParleyError(code, "by the test"));
  }

  on<K extends keyof PeopleEvents>(event: K, listener: (value: PeopleEvents[K]) => void) {
    const own = { event, listener };
    this.#listeners.push(own);
    return () => this.#listeners.splice(this.#listeners.indexOf(own), 1);
  }

  close(): void {}

  #hold(): { until: number; ended: Promise<RingEnd> } {
    let settle: (end: RingEnd) => void = () => undefined;
    const ended = new Promise<RingEnd>((resolve) => {
      settle = resolve;
    });
    this.end = (reason) => settle({ reason });
    return { until: Date.now() + 90_000, ended };
  }

  #end(word: string, reason: RingEnd["reason"]): void {
    this.asked.push(word);
    this.end(reason);
  }

  #tell<K extends keyof PeopleEvents>(event: K, value: PeopleEvents[K]): void {
    for (const each of this.#listeners) if (each.event === event) each.listener(value as never);
  }
}
