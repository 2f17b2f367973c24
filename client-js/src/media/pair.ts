import type { SignalKind } from "../signaling/frames.js";
import type { IceUse } from "../signaling/options.js";
import type { Context } from "./context.js";
import type { Prepared } from "./lobby.js";
import { type Kind, type LinkHost, MediaLink } from "./media-link.js";
import { isOffer } from "./negotiation.js";
import { fingerprintOf } from "./sdp.js";

/** Whose links they are, and who is told. */
export interface PairHost {
  /** The other end's session id. */
  readonly id: string;
  /** A track came with the present connection, or left with one that was replaced. */
  track(track: MediaStreamTrack, here: boolean): void;
  message(link: MediaLink, text: string): void;
  /** State of a connection, or which one is the present one. */
  changed(link: MediaLink): void;
}

/**
 * The connections to one person. Those of the present pair of session ids are numbered links;
 * `current`, the newest that was ever connected, carries the person's stream and channel.
 *
 * When one of the two ids changes, `current` goes *adrift*: it lives on without a number, nothing
 * is signaled for it, until it is adopted by the new pair or a link of the new pair takes over.
 */
export class Pair implements LinkHost {
  #current: MediaLink | undefined;
  readonly #links = new Map<number, MediaLink>();
  readonly #context: Context;
  readonly #host: PairHost;

  constructor(context: Context, host: PairHost) {
    this.#context = context;
    this.#host = host;
  }

  get current(): MediaLink | undefined {
    return this.#current;
  }

  /** The present connection, if it stands and has no number in the present pair. */
  get adrift(): MediaLink | undefined {
    const link = this.#current;
    return link?.open && !this.#has(link) ? link : undefined;
  }

  /** Whether `data` is an offer of the end that the connection adrift leads to. */
  recognises(data: object): boolean {
    const remote = this.adrift?.pc.remoteDescription;
    if (!remote || !isOffer(data)) return false;
    return fingerprintOf(data.description.sdp) === fingerprintOf(remote.sdp);
  }

  /** Whether a connection of the present pair stands or was begun. */
  get begun(): boolean {
    return this.#links.size > 0;
  }

  offer(): void {
    const number = this.#context.signaling.openLink(this.#host.id);
    this.#add(MediaLink.offering(number, this.#context, this));
  }

  /** Makes a connection that takes over from this one, unless that was done. */
  supersede(number: number): void {
    if (number === this.#newest) this.offer();
  }

  /** The offer of this connection went with the join, as the first signal of link 1. */
  begin(prepared: Prepared): void {
    this.#add(MediaLink.prepared(this.#context, this, prepared));
  }

  /** An offer on a number not seen yet opens a link; anything else there came too late. */
  receive(number: number, kind: SignalKind, data: object): void {
    if (!this.#links.has(number) && kind === "description" && isOffer(data)) {
      this.#add(MediaLink.expecting(number, this.#context, this));
    }
    this.#links.get(number)?.receive(kind, data);
  }

  /** The pair has a new session id: of its connections only one that stands may live on. */
  castOff(): void {
    const all = this.#all();
    this.#links.clear();
    for (const link of all) if (link !== this.#current || !link.open) this.#drop(link);
  }

  /** What was adrift is link 1 of the present pair. */
  adopt(link: MediaLink): void {
    link.number = 1;
    this.#links.set(1, link);
    link.sessions = this.sessions;
    link.repeat();
  }

  /** The two session ids, as one text. */
  get sessions(): string {
    return `${this.#context.signaling.session} ${this.#host.id}`;
  }

  async replace(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    await Promise.allSettled([...this.#all()].map((link) => link.replace(kind, track)));
  }

  configure(ice: IceUse): void {
    for (const link of this.#all()) link.configure(ice);
  }

  close(): void {
    for (const link of this.#all()) this.#drop(link);
  }

  get polite(): boolean {
    return this.#context.signaling.session > this.#host.id;
  }

  signal(link: MediaLink, kind: SignalKind, data: object): void {
    if (this.#has(link)) this.#context.signaling.send(this.#host.id, link.number, kind, data);
  }

  track(link: MediaLink, track: MediaStreamTrack): void {
    if (link === this.#current) this.#host.track(track, true);
  }

  message(link: MediaLink, text: string): void {
    this.#host.message(link, text);
  }

  changed(link: MediaLink): void {
    if (this.#has(link)) {
      if (link.pc.connectionState === "connected" && link !== this.#current) this.#promote(link);
      if (!link.polite) this.#heal(link);
    }
    this.#host.changed(link);
  }

  #has(link: MediaLink): boolean {
    return this.#links.get(link.number) === link;
  }

  #all(): Set<MediaLink> {
    return new Set([...this.#links.values(), ...(this.#current ? [this.#current] : [])]);
  }

  #add(link: MediaLink): void {
    this.#links.set(link.number, link);
    link.sessions = this.sessions;
    this.#current ??= link;
    this.#host.changed(link);
  }

  #drop(link: MediaLink): void {
    for (const track of link.tracks) this.#host.track(track, false);
    link.close();
    if (this.#has(link)) {
      this.#links.delete(link.number);
      this.#context.signaling.closeLink(this.#host.id, link.number);
    }
    if (link === this.#current) this.#current = undefined;
  }

  /** A newer link that is connected carries the person from now on, and what came before it ends. */
  #promote(link: MediaLink): void {
    const before = [...this.#all()].filter(
      (other) => !this.#has(other) || other.number < link.number,
    );
    for (const other of before) this.#drop(other);
    this.#current = link;
    for (const track of link.tracks) this.#host.track(track, true);
  }

  /** The owner of the pair, its impolite side, repairs. */
  #heal(link: MediaLink): void {
    const { connectionState } = link.pc;
    if (connectionState === "disconnected") link.pc.restartIce();
    if (connectionState === "failed") this.supersede(link.number);
  }

  get #newest(): number {
    return Math.max(...this.#links.keys());
  }
}
