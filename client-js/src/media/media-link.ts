import type { Channel, ConnectionState, PeerStats } from "../api.js";
import type { Lane } from "../race/lane.js";
import type { Shot } from "../race/shot.js";
import type { SignalKind } from "../signaling/frames.js";
import type { IceUse } from "../signaling/options.js";
import { AppChannels } from "./app-channels.js";
import type { ChannelFrame, HelloFrame } from "./channel.js";
import type { LinkContext, LinkHost, LinkOptions } from "./link-host.js";
import type { Prepared } from "./lobby.js";
import { connect, connectToOffer, type Kind, type Made, transport } from "./made.js";
import { type DescriptionSignal, Negotiation, type NegotiationHost } from "./negotiation.js";
import { Slots } from "./slots.js";
import { packetsOf, sources, statsOf } from "./vitals.js";

/**
 * One RTCPeerConnection of a pair, with its number: slots for sound and picture from the first offer
 * on, those for a screen from the first share on, and data channels. Whatever is sent then changes
 * by `replaceTrack` alone.
 */
export class MediaLink implements NegotiationHost, Lane {
  /** Given anew when the connection is adopted by another pair of sessions. */
  number: number;
  readonly polite: boolean;
  /** The pair of session ids that it was made or adopted for. */
  sessions = "";
  /** What this end said last. */
  said = "";
  /** What the other end said last. */
  hello: HelloFrame | undefined;
  readonly tracks = new Map<Kind, MediaStreamTrack>();
  readonly #context: LinkContext;
  readonly #host: LinkHost;
  #made: Made;
  #slots: Slots;
  #apps: AppChannels;
  #negotiation: Negotiation;
  readonly #relay: boolean;
  #idle: boolean;
  #messages = 0;
  #shots = Promise.resolve();

  private constructor(
    number: number,
    context: LinkContext,
    host: LinkHost,
    made: Made,
    { relay = false, idle = false }: LinkOptions = {},
  ) {
    this.#relay = relay;
    this.#idle = idle;
    this.number = number;
    this.polite = host.polite;
    this.#context = context;
    this.#host = host;
    this.#made = made;
    this.#slots = new Slots(made.pc, host.polite, context);
    this.#apps = new AppChannels(made.pc, this);
    this.#negotiation = this.#attach();
  }

  static offering(
    number: number,
    context: LinkContext,
    host: LinkHost,
    options: LinkOptions = {},
  ): MediaLink {
    const made = connectToOffer(context, context.signaling.ice, options.relay, options.wide);
    const link = new MediaLink(number, context, host, made, options);
    link.#slots.bind(link.#idle);
    return link;
  }

  /** Its offer has gone with the join; now that ICE servers are known, it is applied. */
  static prepared(context: LinkContext, host: LinkHost, { offer, ...made }: Prepared): MediaLink {
    const link = new MediaLink(1, context, host, made);
    link.configure(context.signaling.ice);
    void link.#negotiation.applyPrepared(offer);
    link.#slots.bind(false);
    return link;
  }

  /** Waits for the offer of the other side. */
  static expecting(
    number: number,
    context: LinkContext,
    host: LinkHost,
    options: LinkOptions = {},
  ): MediaLink {
    const made = connect(context, context.signaling.ice, options.relay);
    return new MediaLink(number, context, host, made, options);
  }

  get pc(): RTCPeerConnection {
    return this.#made.pc;
  }

  get open(): boolean {
    return this.#made.channel.readyState === "open";
  }

  /** The app's own channels. */
  get apps(): AppChannels {
    return this.#apps;
  }

  get slots(): Slots {
    return this.#slots;
  }

  get idle(): boolean {
    return this.#idle;
  }

  /** It came to its end, by whichever side. */
  get over(): boolean {
    const { pc, channel } = this.#made;
    return pc.connectionState === "failed" || channel.readyState === "closed";
  }

  get connection(): ConnectionState {
    const { pc, channel } = this.#made;
    if (pc.connectionState === "new" || pc.connectionState === "connecting") return "connecting";
    // The other end's close shows on the channel at once, on the connection after seconds.
    return pc.connectionState === "connected" && channel.readyState !== "closed"
      ? "connected"
      : "lost";
  }

  receive(kind: SignalKind, data: object): void {
    this.#negotiation.receive(kind, data);
  }

  /** Sends `frame` if the channel is open and at most `waiting` bytes wait in it. */
  say(frame: ChannelFrame, waiting = Number.POSITIVE_INFINITY): void {
    const { channel } = this.#made;
    if (this.open && channel.bufferedAmount <= waiting) channel.send(JSON.stringify(frame));
  }

  async replace(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    await this.#slots.replace(kind, track, this.#idle);
  }

  mark(): string {
    return sources(this.pc) + (this.#messages || "");
  }

  pictures(): string {
    return sources(this.pc, "video");
  }

  packets(): Promise<number | undefined> {
    return packetsOf(this.pc);
  }

  /** Not on top of what cannot leave: a ping that waits for the path tells nothing new. */
  ping(n: number): void {
    if (this.#made.channel.bufferedAmount === 0) this.say({ type: "ping", n });
  }

  shoot(shot: Shot): void {
    const sounds = Boolean(this.#slots.sender("audio")?.track);
    for (const sender of [this.#slots.sender("video"), this.#slots.sender("screen")])
      if (sender) this.#shots = this.#shots.then(() => shot(sender, sounds)).catch(() => {});
  }

  wantKey(): void {
    this.say({ type: "key" });
  }

  wake(): void {
    this.#idle = false;
    this.#slots.fill();
  }

  restartIce(): void {
    this.pc.restartIce();
  }

  /** The signals on their way may be lost: says again what waits for an answer. */
  repeat(): void {
    this.#negotiation.repeat();
  }

  /** For what is gathered from now on; the path in use stays, whose addresses the peer knows. */
  configure(ice: IceUse): void {
    if (this.pc.signalingState === "closed") return;
    this.pc.setConfiguration({ ...this.pc.getConfiguration(), ...transport(ice, this.#relay) });
  }

  async stats(): Promise<PeerStats> {
    return { link: this.number, ...(await statsOf(this.pc)) };
  }

  close(): void {
    const { pc, channel } = this.#made;
    channel.onopen = channel.onclose = channel.onmessage = pc.ontrack = null;
    pc.onconnectionstatechange = null;
    this.#apps.close();
    pc.close();
  }

  send(kind: SignalKind, data: object): void {
    this.#host.signal(this, kind, data);
  }

  startBitrate(): number {
    return this.#context.startBitrate();
  }

  failed(error: unknown): void {
    this.#context.failed(error);
  }

  startOver(offer: DescriptionSignal): void {
    this.close();
    this.tracks.clear();
    this.#made = connect(this.#context, this.#context.signaling.ice, this.#relay);
    this.#slots = new Slots(this.pc, this.polite, this.#context);
    this.#apps = new AppChannels(this.pc, this);
    this.#negotiation = this.#attach();
    this.receive("description", offer);
  }

  bind(): void {
    this.#slots.bind(this.#idle);
  }

  changed(): void {
    this.#host.changed(this);
  }

  /** Whatever comes is a sign of life. @param channel if it came on one of the app's own */
  came(data: string | ArrayBuffer, channel?: Channel): void {
    this.#messages++;
    this.#host.message(this, data, channel);
  }

  #attach(): Negotiation {
    const { pc, channel } = this.#made;
    channel.onopen = channel.onclose = pc.onconnectionstatechange = () => this.changed();
    channel.onmessage = ({ data }) => this.came(data);
    pc.ontrack = ({ track, transceiver }) => {
      const kind = this.#slots.kindOf(transceiver);
      if (kind) this.tracks.set(kind, track);
      this.#host.track(this);
    };
    this.#apps.make(this.#context.channels);
    return new Negotiation(pc, this);
  }
}
