import { Emitter } from "../emitter.js";
import type { Moderation, Offer, Role, SessionId, SignalKind, Values } from "./frames.js";
import type { Links } from "./links.js";
import type { Membership } from "./membership.js";
import type { IceUse, SignalingEvents, SignalingOptions, SignalingState } from "./options.js";
import type { Roster } from "./roster.js";
import { Session } from "./session.js";
import { Token } from "./token.js";

/**
 * One person in one room, as the server sees it: survives sockets, resumes, and joins again by
 * itself when its session is over. Knows nothing of media, and needs no browser.
 */
export class Signaling {
  readonly #events = new Emitter<SignalingEvents>();
  readonly #session: Session;
  readonly #membership: Membership;

  /**
   * Resolves with the answer to the first join.
   *
   * @param attach is called before anything is sent: whoever subscribes there misses no event
   * @throws ParleyError with the server's code, or `unreachable`, `bad-url`, `aborted`
   */
  static async open(
    options: SignalingOptions,
    attach?: (signaling: Signaling) => void,
  ): Promise<Signaling> {
    const token = new Token(options.token);
    await token.renew();
    const signaling = new Signaling(options, (await options.offers?.()) ?? [], token);
    attach?.(signaling);
    await signaling.#session.open(options.patience, options.signal);
    return signaling;
  }

  private constructor(options: SignalingOptions, offers: readonly Offer[], token: Token) {
    this.#session = new Session(options, offers, this.#events, token);
    this.#membership = this.#session.membership;
  }

  /** This session's own id, and peer id; "" before the first join. */
  get session(): SessionId {
    return this.#session.identity.session;
  }

  get role(): Role {
    return this.roster.members.get(this.session)?.role ?? "member";
  }

  /** The gateway that holds the socket, for people who look for faults. */
  get node(): string {
    return this.#session.node;
  }

  get ice(): IceUse {
    return this.#membership.ice;
  }

  get roster(): Roster {
    return this.#membership.replica.roster;
  }

  get state(): SignalingState {
    const { phase } = this.#session;
    if (phase === "up") return "connected";
    return phase === "left" ? "left" : "reconnecting";
  }

  /** Subscribes; the returned function ends it. */
  on<K extends keyof SignalingEvents>(
    event: K,
    listener: (value: SignalingEvents[K]) => void,
  ): () => void {
    return this.#events.on(event, listener);
  }

  /** The number of a new link to that peer, above any seen with it. */
  openLink(peer: SessionId): number {
    return this.#membership.links.open(peer);
  }

  /**
   * Takes over `data` as it is now, and keeps it until the peer has it. Nothing happens when the
   * link is closed, or the session has been left.
   *
   * @throws ParleyError `too-large` if it does not fit a frame
   */
  send(peer: SessionId, link: number, kind: SignalKind, data: object): void {
    if (this.state !== "left") this.#membership.links.send(peer, link, kind, data);
  }

  /** Drops what is not acknowledged; signals that still come for this link are dropped too. */
  closeLink(peer: SessionId, link: number): void {
    this.#membership.links.close(peer, link);
  }

  /** For whoever carries what the ends of links say by another way than the socket. */
  get links(): Pick<Links, "aside" | "hear" | "up" | "resumed"> {
    return this.#membership.links;
  }

  /** Changes this session's profile. Calls made while one is under way become one. */
  update(set: Values, unset: readonly string[] = []): Promise<void> {
    this.#session.identity.change(set, unset);
    return this.#membership.commands.run({ type: "update", set, unset: [...unset] });
  }

  moderate(action: Moderation): Promise<void> {
    return this.#membership.commands.run({ type: "moderate", ...action });
  }

  /** Lossy news for everybody, at most two a second; what comes faster becomes one. */
  pulse(values: Values): void {
    this.#membership.pulses.say(values);
  }

  /** New credentials for the ICE servers. */
  async refreshIce(): Promise<IceUse> {
    await this.#membership.commands.run({ type: "ice" });
    return this.ice;
  }

  /** The network may have changed: the connection answers within a second, or another is made. */
  probe(): void {
    this.#session.probe();
  }

  /**
   * Ends the session. With `hold` (ms) the place in the room is kept for that long, for a page that
   * is put aside: the next `probe` takes it again.
   */
  async leave(hold?: number): Promise<void> {
    this.#session.leave(hold);
  }
}
