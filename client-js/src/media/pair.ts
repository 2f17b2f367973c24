import type { Channel, ConnectionState } from "../api.js";
import type { Healer } from "../race/healer.js";
import type { HealerPort, Transition } from "../race/healer-port.js";
import { isWord, type PathEvent, type Word } from "../race/path.js";
import { TIMING } from "../race/timing.js";
import type { Clock } from "../signaling/clock.js";
import type { SignalKind } from "../signaling/frames.js";
import type { IceUse } from "../signaling/options.js";
import { Carriers } from "./carriers.js";
import { decodeFrame } from "./channel.js";
import type { Context } from "./context.js";
import { Healing } from "./healing.js";
import type { LinkHost, LinkOptions } from "./link-host.js";
import type { Prepared } from "./lobby.js";
import type { Kind } from "./made.js";
import { MediaLink } from "./media-link.js";
import { isOffer } from "./negotiation.js";
import { connectionOf, type PairHost } from "./pair-host.js";
import { originOf } from "./sdp.js";
import { relays } from "./servers.js";

/**
 * The connections to one person. Those of the present pair of session ids are numbered links;
 * `current` carries the person's stream and channel, and the healer says which one that is.
 *
 * When one of the two ids changes, `current` goes *adrift*: it lives on without a number, nothing
 * is signaled for it, until it is adopted by the new pair or a link of the new pair takes over.
 */
export class Pair implements LinkHost, HealerPort {
  readonly #links: Carriers;
  readonly #context: Context;
  readonly #host: PairHost;
  readonly #healing = new Healing();

  constructor(context: Context, host: PairHost) {
    this.#context = context;
    this.#host = host;
    this.#links = new Carriers({
      tracks: (tracks) => host.tracks(tracks),
      closed: (number) => context.signaling.closeLink(host.id, number),
    });
  }

  get healer(): Healer | undefined {
    return this.#healing.healer;
  }

  heal(make: (port: HealerPort) => Healer): Healer {
    return this.healer ?? this.#healing.start(make(this), this.begun);
  }

  tell(event: PathEvent): void {
    this.#healing.tell(event);
  }

  get clock(): Clock {
    return this.#context.clock;
  }

  get owner(): boolean {
    return !this.polite;
  }

  get picture(): boolean {
    return this.#host.picture;
  }

  get current(): MediaLink | undefined {
    return this.#links.current;
  }

  /** Short breaks are none: what heals within a second or two is told as `path`. */
  get connection(): ConnectionState {
    return connectionOf(this.healer?.path, this.current);
  }

  get links(): ReadonlySet<MediaLink> {
    return this.#links.all;
  }

  /** The present connection, if it stands and has no number in the present pair. */
  get adrift(): MediaLink | undefined {
    const link = this.current;
    return link?.open && !this.#links.has(link) ? link : undefined;
  }

  /** Whether `data` is an offer of the end that the connection adrift leads to. */
  recognises(data: object): boolean {
    const remote = this.adrift?.pc.remoteDescription;
    return isOffer(data) && originOf(data.description.sdp) === originOf(remote?.sdp ?? "");
  }

  /** Whether a connection of the present pair stands or was begun. */
  get begun(): boolean {
    return this.#links.numbered.length > 0;
  }

  offer(options: LinkOptions = {}): void {
    const number = this.#context.signaling.openLink(this.#host.id);
    const wide = this.current?.slots.wide || this.#context.sending("screen") !== null;
    this.#add(MediaLink.offering(number, this.#context, this, { ...options, wide }));
  }

  /** A standby is due, if it is wanted here. */
  keepWarm(): void {
    const { standby, signaling } = this.#context;
    if (standby && this.owner && this.#links.numbered.length === 1 && relays(signaling.ice))
      this.offer({ relay: true, idle: true });
  }

  /** Signals of this link wait for one that does not come. */
  supersede(number: number): void {
    if (this.#links.get(number)) this.tell({ type: "failed", link: number });
  }

  /** The offer of this connection went with the join, as the first signal of link 1. */
  begin(prepared: Prepared): void {
    this.#add(MediaLink.prepared(this.#context, this, prepared));
  }

  /** An offer on a number not seen yet opens a link; anything else there came too late. */
  receive(number: number, kind: SignalKind, data: object): void {
    if (!this.#links.get(number) && kind === "description" && isOffer(data)) {
      const idle = data.standby === true;
      this.#add(MediaLink.expecting(number, this.#context, this, { idle }));
      if (!idle && this.#links.numbered.length > 1) this.tell({ type: "offered", link: number });
    }
    const link = this.#links.get(number);
    const { path } = data as { path?: unknown };
    if (kind !== "app") link?.receive(kind, data);
    else if (link && isWord(path) && (path !== "deaf" || link === this.current))
      this.tell({ type: path, link: number });
  }

  /** The pair has a new session id: of its connections only one that stands may live on. */
  castOff(): void {
    this.#healing.stop();
    this.#links.loosen();
  }

  /** What was adrift is link 1 of the present pair, in the place of what was only begun. */
  adopt(link: MediaLink): void {
    this.#links.get(1)?.close();
    link.number = 1;
    this.#links.add(link);
    link.sessions = this.sessions;
    this.healer?.adopt(link);
    link.repeat();
  }

  /** The two session ids, as one text. */
  get sessions(): string {
    return `${this.#context.signaling.session} ${this.#host.id}`;
  }

  async replace(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    await Promise.allSettled([...this.#links.all].map((link) => link.replace(kind, track)));
  }

  /** @param fresh the servers or their credentials are others than before */
  configure(ice: IceUse, fresh: boolean): void {
    for (const link of this.#links.all) link.configure(ice);
    if (fresh) this.tell({ type: "servers" });
  }

  close(): void {
    this.#healing.stop();
    for (const link of this.#links.all) this.#links.drop(link);
  }

  get polite(): boolean {
    return this.#context.signaling.session > this.#host.id;
  }

  signal(link: MediaLink, kind: SignalKind, data: object): void {
    if (!this.#links.has(link)) return;
    const told = link.idle && kind === "description" ? { ...data, standby: true } : data;
    this.#context.signaling.send(this.#host.id, link.number, kind, told);
  }

  track(link: MediaLink): void {
    if (link === this.current) this.#host.tracks(link.tracks);
  }

  message(link: MediaLink, data: string | ArrayBuffer, channel?: Channel): void {
    if (channel) return this.#host.data(channel, data);
    const frame = decodeFrame(String(data));
    if (frame?.type === "ping")
      link.say({ type: "pong", n: frame.n, late: this.healer?.late ?? 0 });
    else if (frame?.type === "pong") this.healer?.answered(frame.n, frame.late);
    else if (frame?.type === "key") this.healer?.kick(link);
    else if (frame) this.#host.message(link, frame);
  }

  /** What the browser says of a connection comes seconds late; only its last word counts. */
  changed(link: MediaLink): void {
    if (this.#links.has(link)) {
      const event = { link: link.number };
      const failed = link.pc.connectionState === "failed";
      if (link === this.current && failed) this.tell({ type: "failed", ...event });
      if (link !== this.current && link.over) {
        this.#links.drop(link);
        this.tell({ type: "gone", ...event });
      }
      if (link.pc.connectionState === "disconnected") this.tell({ type: "network" });
    }
    this.#host.changed(link);
  }

  lanes(): readonly MediaLink[] {
    return this.#links.numbered;
  }

  open(relay: boolean): void {
    const attempts = this.lanes().filter((link) => link !== this.current && !link.open);
    const [oldest] = attempts;
    if (oldest && attempts.length >= TIMING.attempts) this.#links.drop(oldest);
    this.#context.servers.renew();
    this.offer({ relay });
  }

  say(path: Word, link: number): void {
    this.#context.signaling.send(this.#host.id, link, "app", { path });
  }

  /** The person is carried by that link from now on; what carried them before stays open. */
  show(number: number): void {
    const link = this.#links.get(number);
    if (!link || link === this.current) return;
    this.#links.show(link);
    this.#host.changed(link);
  }

  /** For the healer, which knows that it ends. */
  shut(number: number): void {
    const link = this.#links.get(number);
    if (link) this.#links.drop(link);
  }

  moved(transition: Transition): void {
    this.#host.moved(transition);
  }

  #add(link: MediaLink): void {
    link.sessions = this.sessions;
    this.#links.add(link);
    this.healer?.begin();
    this.#host.changed(link);
  }
}
