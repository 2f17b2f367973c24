import type {
  CommandId,
  Head,
  JoinFrame,
  Offer,
  ResumeFrame,
  SessionId,
  Values,
} from "./frames.js";
import type { SignalingOptions } from "./options.js";
import type { Token } from "./token.js";

/** Who this client is to the server, and how it says so in the first frame of a socket. */
export class Identity {
  /** Made at random by this page, for its lifetime. */
  readonly instance: string;
  /** As this client wants it to be; the roster tells what the server has. */
  profile: Values;
  readonly #options: SignalingOptions;
  readonly #token: Token;
  #join: JoinFrame;
  #session: SessionId | undefined;
  /** Opens the session on any gateway; undefined while there is none to resume. */
  #ticket: string | undefined;
  #ids = 0;
  #generation = 0;

  constructor(options: SignalingOptions, offers: readonly Offer[], token: Token) {
    this.instance = randomHex();
    this.profile = options.profile ?? {};
    this.#token = token;
    this.#options = options;
    this.#join = this.#newJoin(options.keep?.load(), offers);
  }

  get session(): SessionId {
    return this.#session ?? "";
  }

  get joining(): boolean {
    return this.#ticket === undefined;
  }

  nextId(): CommandId {
    return `c${++this.#ids}`;
  }

  /**
   * The first frame of a new socket. Each proposes a generation above all before: of two sockets of
   * one session the later one holds it.
   */
  hello({ incarnation, rev }: Head): JoinFrame | ResumeFrame {
    const generation = ++this.#generation;
    const { instance } = this;
    if (this.#ticket === undefined) return { ...this.#join, generation, token: this.#token.value };
    const have = { incarnation, rev };
    return { type: "resume", id: this.nextId(), instance, ticket: this.#ticket, generation, have };
  }

  /** The server knows this client under `session` now; answers the session before, if any. */
  joined(session: SessionId): SessionId | undefined {
    const previous = this.#session;
    this.#session = session;
    return previous;
  }

  change(set: Values, unset: readonly string[]): void {
    const kept = Object.entries(this.profile).filter(([name]) => !unset.includes(name));
    this.profile = { ...Object.fromEntries(kept), ...set };
  }

  /** The data of an offer of this client's join. */
  offer(id: CommandId): object | undefined {
    return this.#join.offers.find((offer) => offer.id === id)?.data;
  }

  renewTicket(ticket: string): void {
    this.#ticket = ticket;
    this.#options.keep?.save(ticket);
  }

  /** The session is over, and nobody takes its place. */
  forget(): void {
    this.#options.keep?.save(undefined);
  }

  /** The session is over: the next hello joins in its place, without offers. */
  expire(): void {
    if (this.#ticket === undefined) return;
    this.#join = this.#newJoin(this.#ticket, []);
    this.#ticket = undefined;
  }

  #newJoin(replaces: string | undefined, offers: readonly Offer[]): JoinFrame {
    const { room, secret, user, capabilities } = this.#options;
    return {
      type: "join",
      id: this.nextId(),
      instance: this.instance,
      generation: 0,
      room,
      secret,
      user,
      replaces,
      profile: this.profile,
      capabilities: [...(capabilities ?? [])],
      offers: [...offers],
    };
  }
}

/** 128 random bits. */
function randomHex(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
