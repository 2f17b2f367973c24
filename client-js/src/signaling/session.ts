import type { Emitter } from "../emitter.js";
import { ParleyError } from "../errors.js";
import { Alarm, type Clock, systemClock } from "./clock.js";
import { SILENT, type SocketConstructor } from "./connection.js";
import { decode } from "./decode.js";
import { Dialer } from "./dialer.js";
import { closedBy, ends, errorOf } from "./endings.js";
import type {
  ClientFrame,
  ErrorFrame,
  Heartbeat,
  JoinedFrame,
  Offer,
  ResumedFrame,
  ServerFrame,
} from "./frames.js";
import { Identity } from "./identity.js";
import { Membership } from "./membership.js";
import type { SignalingEvents, SignalingOptions } from "./options.js";
import type { Token } from "./token.js";

const PATIENCE = 15_000;
type Phase = "joining" | "up" | "lost" | "held" | "left";

/** The life of one session: what a new socket says first, and what the answer means. */
export class Session {
  readonly identity: Identity;
  readonly membership: Membership;
  node = "";
  readonly #events: Emitter<SignalingEvents>;
  readonly #dialer: Dialer<ServerFrame>;
  readonly #patience: Alarm;
  readonly #token: Token;
  #phase: Phase = "joining";
  #heartbeat: Heartbeat = { interval: 5000, timeout: 12_000, probe: 1000 };
  #settle: { resolve: () => void; reject: (error: ParleyError) => void } | undefined;
  /** The server's last refusal: why it does not let in, or why it closes. */
  #refusal: ParleyError | undefined;

  constructor(
    options: SignalingOptions,
    offers: readonly Offer[],
    events: Emitter<SignalingEvents>,
    token: Token,
  ) {
    const clock = options.clock ?? systemClock;
    this.#events = events;
    this.#token = token;
    this.identity = new Identity(options, offers, token);
    this.membership = new Membership(clock, this.identity, events, this.send);
    this.#dialer = this.#makeDialer(clock, options);
    this.#patience = new Alarm(clock, () => {
      this.#end(this.#refusal ?? new ParleyError("unreachable", "No server answered.", true));
    });
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Resolves when the first join is answered, within `patience` ms. */
  open(patience = PATIENCE, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      const abort = () => this.#abort();
      if (signal?.aborted) return abort();
      signal?.addEventListener("abort", abort, { once: true });
      this.#patience.set(patience);
      try {
        this.#dialer.dial();
      } catch (cause) {
        this.#end(new ParleyError("bad-url", "Not the URL of a WebSocket.", false, { cause }));
      }
    });
  }

  /** False when no socket is open on which the first frame was taken; nothing was sent. */
  readonly send = (frame: ClientFrame): boolean => this.#phase === "up" && this.#dialer.send(frame);

  probe(): void {
    if (this.#phase === "held") {
      this.#phase = "lost";
      this.#dialer.dial();
    } else this.#dialer.probe();
  }

  leave(hold: number | undefined): void {
    if (this.#phase === "left") return;
    this.#dialer.sendToAll({ type: "leave", hold });
    if (hold === undefined) return this.#end(undefined);
    this.#lost("hold");
    this.#phase = "held";
    this.#dialer.stop();
  }

  #abort(): void {
    if (this.#phase !== "joining") return this.leave(undefined);
    this.#dialer.sendToAll({ type: "leave" });
    this.#end(new ParleyError("aborted", "The join was aborted."));
  }

  /** @param error why, unless the user wanted it */
  #end(error: ParleyError | undefined): void {
    if (this.#phase === "left") return;
    const settle = this.#settle;
    const reason = error ?? new ParleyError("left", "The session has been left.");
    this.#settle = undefined;
    this.#phase = "left";
    this.#dialer.stop();
    this.#patience.clear();
    this.identity.forget();
    this.membership.stop(reason);
    this.#events.emit("state", { state: "left", cause: reason.code });
    if (settle) settle.reject(reason);
    else if (error) this.#events.emit("closed", error);
  }

  #makeDialer(clock: Clock, { WebSocket, url }: SignalingOptions): Dialer<ServerFrame> {
    const Socket = WebSocket ?? (globalThis.WebSocket as unknown as SocketConstructor);
    return new Dialer(clock, Socket, url, {
      decode,
      hello: () => this.identity.hello(this.membership.replica.roster.head),
      frame: (frame, fresh) => this.#take(frame, fresh),
      badFrame: () => this.#complain(new ParleyError("bad-frame", "A frame of the server.")),
      lost: (code) => this.#lost(code === SILENT ? "silence" : `close ${code}`),
      refused: (code) => this.#end(this.#refusal ?? closedBy(code)),
    });
  }

  #take(frame: ServerFrame, fresh: boolean): void {
    switch (frame.type) {
      case "error":
        return fresh ? this.#turnedAway(frame) : this.#refused(frame);
      case "joined":
        return fresh ? this.#joined(frame) : undefined;
      case "resumed":
        return fresh ? this.#resumed(frame) : undefined;
      case "lobby":
        return fresh ? this.#wait(frame.position) : undefined;
      case "token-expiring":
        return void this.#renew();
      case "drain":
        return this.#dialer.move(frame.spread);
      default:
        return fresh ? undefined : this.membership.take(frame);
    }
  }

  #joined(frame: JoinedFrame): void {
    const previous = this.identity.joined(frame.session);
    this.#heartbeat = frame.heartbeat;
    this.#up(frame, previous === undefined ? "joined" : "rejoined");
    this.membership.joined(frame, previous);
    this.#settle?.resolve();
    this.#settle = undefined;
  }

  #resumed(frame: ResumedFrame): void {
    this.#up(frame, "resumed");
    this.membership.resumed(frame);
  }

  /** The first frame of this socket was taken. */
  #up({ node, ticket }: JoinedFrame | ResumedFrame, cause: string): void {
    const moved = this.#phase === "up" && cause === "resumed";
    this.#phase = "up";
    this.node = node;
    this.#refusal = undefined;
    this.#patience.clear();
    this.identity.renewTicket(ticket);
    this.#dialer.established(this.#heartbeat);
    if (!moved) this.#events.emit("state", { state: "connected", cause });
  }

  /** In front of the door, for as long as it takes: the same join keeps the place. */
  #wait(position: number): void {
    this.#patience.clear();
    this.#dialer.wait(this.#heartbeat);
    this.#events.emit("waiting", position);
  }

  /** Hands in a fresh token. False where there is none. */
  #renew(): Promise<boolean> {
    const hand = (token: string) =>
      this.#phase === "up" && this.membership.commands.run({ type: "token", token });
    return this.#token.replace(hand, (error) => this.#complain(error));
  }

  /** The first frame was refused. */
  #turnedAway(frame: ErrorFrame): void {
    const { code, retry, after } = frame;
    const error = errorOf(frame);
    const { joining } = this.identity;
    this.#refusal = error;
    if (retry === "rejoin" && !joining) {
      this.identity.expire();
      this.#dialer.greet();
    } else if (retry === "fresh" && joining) {
      void this.#renew().then((renewed) => (renewed ? this.#dialer.greet() : this.#end(error)));
    } else if (retry === "never" || retry === "fresh" || (code === "room-full" && this.#settle)) {
      this.#end(error);
    } else this.#dialer.again(after);
  }

  /** Something was refused while the session is up. */
  #refused(frame: ErrorFrame): void {
    const error = errorOf(frame);
    this.#refusal = error;
    if (frame.retry === "rejoin") {
      this.identity.expire();
      this.#lost(frame.code);
      this.#dialer.stop();
      this.#dialer.again();
    } else if (ends(frame)) this.#end(error);
    else if (frame.id !== undefined) this.membership.commands.answered(frame.id, frame);
    else if (frame.code !== "fenced") this.#complain(error);
  }

  #lost(cause: string): void {
    if (this.#phase !== "up") return;
    this.#phase = "lost";
    this.#events.emit("state", { state: "reconnecting", cause });
  }

  #complain(error: ParleyError): void {
    if (this.#phase !== "left") this.#events.emit("error", error);
  }
}
