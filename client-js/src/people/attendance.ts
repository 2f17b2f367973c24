import { Emitter } from "../emitter.js";
import { ParleyError } from "../errors.js";
import { newId } from "../media/ids.js";
import { Alarm, type Clock, systemClock } from "../signaling/clock.js";
import { Commands } from "../signaling/commands.js";
import { SILENT, type SocketConstructor } from "../signaling/connection.js";
import { Dialer } from "../signaling/dialer.js";
import { closedBy, ends, errorOf } from "../signaling/endings.js";
import type { ErrorFrame, Values } from "../signaling/frames.js";
import type { Token } from "../signaling/token.js";
import type { OutgoingRing, People, PeopleEvents, PeopleState, Presence } from "./api.js";
import { decode } from "./decode.js";
import type {
  AttendFrame,
  AttendingFrame,
  PeopleCommand,
  PeopleFrame,
  RingingFrame,
  RungFrame,
} from "./frames.js";
import { Placed, Received, type RingPort } from "./ring.js";
import { Watches } from "./watches.js";

const PATIENCE = 15_000;

export interface AttendanceOptions {
  readonly url: string;
  readonly Socket: SocketConstructor;
  readonly user: string | undefined;
  readonly token: Token;
  readonly status: Values | undefined;
  /** The system's by default. */
  readonly clock?: Clock;
}

/** {@link People}: one socket after the other, and what is said again on each. */
export class Attendance implements People, RingPort {
  readonly clock: Clock;
  user = "";
  session = "";
  state: PeopleState = "reconnecting";
  readonly #options: AttendanceOptions;
  readonly #events = new Emitter<PeopleEvents>();
  readonly #dialer: Dialer<PeopleFrame>;
  readonly #commands: Commands<PeopleCommand, RungFrame | undefined>;
  readonly #watches: Watches;
  readonly #rings = new Map<string, Placed | Received>();
  readonly #instance = newId();
  readonly #patience: Alarm;
  #status: Values | undefined;
  #generation = 0;
  #ids = 0;
  #settle: { resolve: () => void; reject: (error: ParleyError) => void } | undefined;
  #refusal: ParleyError | undefined;

  constructor(options: AttendanceOptions) {
    const { clock = systemClock, Socket, url, status } = options;
    this.clock = clock;
    this.#options = options;
    this.#status = status;
    this.#dialer = new Dialer(clock, Socket, url, {
      decode,
      hello: () => this.#hello(),
      frame: (frame, fresh) => this.#take(frame, fresh),
      badFrame: () => this.#complain(new ParleyError("bad-frame", "A frame of the server.")),
      lost: (code) => this.#is("reconnecting", code === SILENT ? "silence" : `close ${code}`),
      refused: (code) => this.#end(this.#refusal ?? closedBy(code)),
    });
    const send = (frame: object) => this.state === "connected" && this.#dialer.send(frame);
    this.#commands = new Commands<PeopleCommand, RungFrame | undefined>(clock, send, () =>
      this.#nextId(),
    );
    this.#watches = new Watches((change) => {
      this.run({ type: "presence", ...change }).catch((error) => this.#complain(error));
    });
    this.#patience = new Alarm(clock, () => {
      this.#end(this.#refusal ?? new ParleyError("unreachable", "No server answered.", true));
    });
  }

  /** Resolves when the server has answered. */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#patience.set(PATIENCE);
      try {
        this.#dialer.dial();
      } catch (cause) {
        this.#end(new ParleyError("bad-url", "Not the URL of a WebSocket.", false, { cause }));
      }
    });
  }

  on<K extends keyof PeopleEvents>(event: K, listener: (value: PeopleEvents[K]) => void) {
    return this.#events.on(event, listener);
  }

  watch(user: string, listener: (presence: Presence) => void): () => void {
    return this.#watches.add(user, listener);
  }

  async setStatus(status: Values): Promise<void> {
    this.#status = status;
    await this.run({ type: "presence", watch: [], unwatch: [], status });
  }

  async ring(user: string, call: { room: string; values?: Values }): Promise<OutgoingRing> {
    const { room, values } = call;
    const rung = (await this.run({ type: "ring", user, room, values })) as RungFrame;
    const ring = new Placed({ user, room }, rung, this);
    this.#rings.set(rung.ring, ring);
    return ring;
  }

  run(command: PeopleCommand): Promise<RungFrame | undefined> {
    return this.#commands.run(command);
  }

  over(ring: string): void {
    this.#rings.delete(ring);
  }

  /** The network may have changed. */
  probe(): void {
    this.#dialer.probe();
  }

  close(): void {
    for (const [ring, call] of this.#rings) {
      if (call instanceof Placed) this.#dialer.send({ type: "cancel", id: this.#nextId(), ring });
    }
    this.#dialer.sendToAll({ type: "leave" });
    this.#end(undefined);
  }

  /** @param error why, unless the app wanted it */
  #end(error: ParleyError | undefined): void {
    if (this.state === "left") return;
    const settle = this.#settle;
    const aborted = new ParleyError(settle ? "aborted" : "left", "The page has left.");
    this.#settle = undefined;
    this.#patience.clear();
    this.#dialer.stop();
    this.#commands.stop(error ?? aborted);
    for (const ring of [...this.#rings.values()]) ring.end({ reason: "cancelled" });
    this.#is("left", (error ?? aborted).code);
    if (settle) settle.reject(error ?? aborted);
    else if (error) this.#events.emit("closed", error);
  }

  #nextId(): string {
    return `c${++this.#ids}`;
  }

  #hello(): AttendFrame {
    const { user, token } = this.#options;
    return {
      type: "attend",
      id: this.#nextId(),
      instance: this.#instance,
      generation: ++this.#generation,
      token: token.value,
      user,
      status: this.#status,
    };
  }

  #take(frame: PeopleFrame, fresh: boolean): void {
    switch (frame.type) {
      case "attending":
        return fresh ? this.#attending(frame) : undefined;
      case "error":
        return fresh ? this.#turnedAway(frame) : this.#refused(frame);
      case "presence":
        return this.#watches.tell(frame.users);
      case "rung":
        return this.#commands.answered(frame.id, undefined, frame);
      case "ok":
        return this.#commands.answered(frame.id);
      case "ringing":
        return this.#ringing(frame);
      case "ring-ended":
        return this.#rings.get(frame.ring)?.end(frame);
      case "token-expiring":
        return void this.#renew();
      case "drain":
        return this.#dialer.move(frame.spread);
      case "ping":
      case "pong":
        return;
      default:
        return frame satisfies never;
    }
  }

  #attending({ user, session, heartbeat }: AttendingFrame): void {
    this.user = user;
    this.session = session;
    this.#refusal = undefined;
    this.#patience.clear();
    this.#dialer.established(heartbeat);
    this.#is("connected", "attending");
    this.#commands.resumed();
    this.#watches.again();
    this.#settle?.resolve();
    this.#settle = undefined;
  }

  /** Told again after each loss, for as long as it rings. */
  #ringing(frame: RingingFrame): void {
    if (this.#rings.has(frame.ring)) return;
    const ring = new Received(frame, this);
    this.#rings.set(frame.ring, ring);
    this.#events.emit("ringing", ring);
  }

  #turnedAway(frame: ErrorFrame): void {
    const error = errorOf(frame);
    this.#refusal = error;
    if (frame.retry === "fresh")
      void this.#renew().then((renewed) => (renewed ? this.#dialer.greet() : this.#end(error)));
    else if (frame.retry === "same") this.#dialer.again(frame.after);
    else this.#end(error);
  }

  #refused(frame: ErrorFrame): void {
    this.#refusal = errorOf(frame);
    if (ends(frame)) this.#end(this.#refusal);
    else if (frame.id !== undefined) this.#commands.answered(frame.id, frame);
    else if (frame.code !== "fenced") this.#complain(this.#refusal);
  }

  /** Hands in a fresh token. False where there is none. */
  #renew(): Promise<boolean> {
    const hand = (token: string) =>
      this.state === "connected" && this.run({ type: "token", token });
    return this.#options.token.replace(hand, (error) => this.#complain(error));
  }

  #is(state: PeopleState, cause: string): void {
    if (state === this.state) return;
    this.state = state;
    this.#events.emit("state", { state, cause });
  }

  #complain(error: ParleyError): void {
    if (this.state !== "left") this.#events.emit("error", error);
  }
}
