import type { ConnectionState, PeerStats } from "../api.js";
import type { SignalKind } from "../signaling/frames.js";
import type { IceUse } from "../signaling/options.js";
import type { Signaling } from "../signaling/signaling.js";
import type { ChannelFrame, HelloFrame } from "./channel.js";
import type { Context } from "./context.js";
import type { Prepared } from "./lobby.js";
import { type DescriptionSignal, Negotiation, type NegotiationHost } from "./negotiation.js";
import { preferCodecs } from "./sdp.js";

export type Kind = "audio" | "video";

/** The m-lines of every connection, in this order, from its first offer to its end. */
const KINDS: readonly Kind[] = ["audio", "video"];

/** A connection before it belongs to anybody. */
export interface Made {
  readonly pc: RTCPeerConnection;
  readonly channel: RTCDataChannel;
}

type Connector = typeof RTCPeerConnection;

const transport = (ice: IceUse | undefined) => ({
  iceServers: ice?.servers ?? [],
  iceTransportPolicy: ice?.relay ? ("relay" as const) : ("all" as const),
});

/** With the data channel, which both ends make by agreement (RFC 8832 is not spoken). */
function connect(Connector: Connector, ice: IceUse | undefined): Made {
  const pc = new Connector({ bundlePolicy: "max-bundle", ...transport(ice) });
  const channel = pc.createDataChannel("parley", { negotiated: true, id: 0 });
  return { pc, channel };
}

/** What is sent in one stream is played in step (RFC 8830); its id is all that the other side sees. */
const oneStream = () => (globalThis.MediaStream ? [new MediaStream()] : []);

/** With the fixed slots. It offers by itself as soon as somebody listens. */
export function connectToOffer(Connector: Connector, ice?: IceUse): Made {
  const made = connect(Connector, ice);
  const streams = oneStream();
  for (const kind of KINDS) {
    preferCodecs(made.pc.addTransceiver(kind, { direction: "sendrecv", streams }), kind);
  }
  return made;
}

/** What a link needs of its surroundings. */
export interface LinkContext
  extends Pick<Context, "Connector" | "sending" | "startBitrate" | "failed"> {
  readonly signaling: Pick<Signaling, "ice">;
}

/** Whose link it is. */
export interface LinkHost {
  /** The larger session id in byte order. */
  readonly polite: boolean;
  signal(link: MediaLink, kind: SignalKind, data: object): void;
  track(link: MediaLink, track: MediaStreamTrack): void;
  /** The connection's state changed, or its channel opened or closed. */
  changed(link: MediaLink): void;
  message(link: MediaLink, text: string): void;
}

/**
 * One RTCPeerConnection of a pair, with its number: always one audio slot, one video slot and one
 * data channel, so that whatever is sent changes by `replaceTrack` alone.
 */
export class MediaLink implements NegotiationHost {
  /** Given anew when the connection is adopted by another pair of sessions. */
  number: number;
  readonly polite: boolean;
  /** The pair of session ids that it was made or adopted for. */
  sessions = "";
  /** What this end said last. */
  said = "";
  /** What the other end said last. */
  hello: HelloFrame | undefined;
  readonly tracks: MediaStreamTrack[] = [];
  readonly #context: LinkContext;
  readonly #host: LinkHost;
  #made: Made;
  #negotiation: Negotiation;
  readonly #senders = new Map<Kind, RTCRtpSender>();

  private constructor(number: number, context: LinkContext, host: LinkHost, made: Made) {
    this.number = number;
    this.polite = host.polite;
    this.#context = context;
    this.#host = host;
    this.#made = made;
    this.#negotiation = this.#attach();
  }

  static offering(number: number, context: LinkContext, host: LinkHost): MediaLink {
    const made = connectToOffer(context.Connector, context.signaling.ice);
    const link = new MediaLink(number, context, host, made);
    link.bind();
    return link;
  }

  /** Its offer has gone with the join; now that ICE servers are known, it is applied. */
  static prepared(context: LinkContext, host: LinkHost, { offer, ...made }: Prepared): MediaLink {
    const link = new MediaLink(1, context, host, made);
    link.configure(context.signaling.ice);
    void link.#negotiation.applyPrepared(offer);
    link.bind();
    return link;
  }

  /** Waits for the offer of the other side. */
  static expecting(number: number, context: LinkContext, host: LinkHost): MediaLink {
    const made = connect(context.Connector, context.signaling.ice);
    return new MediaLink(number, context, host, made);
  }

  get pc(): RTCPeerConnection {
    return this.#made.pc;
  }

  get open(): boolean {
    return this.#made.channel.readyState === "open";
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

  /** Sends `frame` if the channel is open. */
  say(frame: ChannelFrame): void {
    if (this.open) this.#made.channel.send(JSON.stringify(frame));
  }

  async replace(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    await this.#senders.get(kind)?.replaceTrack(track);
  }

  /** The signals on their way may be lost: says again what waits for an answer. */
  repeat(): void {
    this.#negotiation.repeat();
  }

  /** For what is gathered from now on; the path in use stays, whose addresses the peer knows. */
  configure(ice: IceUse): void {
    this.pc.setConfiguration({ ...this.pc.getConfiguration(), ...transport(ice) });
  }

  async stats(): Promise<PeerStats> {
    let framesDecoded = 0;
    let bytesReceived = 0;
    for (const report of (await this.pc.getStats()).values()) {
      if (report.type === "inbound-rtp") framesDecoded += report.framesDecoded ?? 0;
      if (report.type === "candidate-pair") bytesReceived += report.bytesReceived ?? 0;
    }
    const { connectionState, iceConnectionState: iceState } = this.pc;
    return { link: this.number, connectionState, iceState, framesDecoded, bytesReceived };
  }

  close(): void {
    const { pc, channel } = this.#made;
    channel.onopen = channel.onclose = channel.onmessage = pc.ontrack = null;
    pc.onconnectionstatechange = null;
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
    this.#senders.clear();
    this.#made = connect(this.#context.Connector, this.#context.signaling.ice);
    this.#negotiation = this.#attach();
    this.receive("description", offer);
  }

  /** By the order of the m-lines: an answering side has no slots but those of the offer. */
  bind(): void {
    const streams = oneStream();
    KINDS.forEach((kind, index) => {
      const transceiver = this.pc.getTransceivers()[index];
      if (!transceiver || this.#senders.get(kind) === transceiver.sender) return;
      if (transceiver.direction !== "sendrecv") {
        transceiver.direction = "sendrecv";
        transceiver.sender.setStreams?.(...streams);
      }
      this.#senders.set(kind, transceiver.sender);
      transceiver.sender.replaceTrack(this.#context.sending(kind)).catch((e) => this.failed(e));
    });
  }

  #attach(): Negotiation {
    const { pc, channel } = this.#made;
    const host = this.#host;
    channel.onopen = channel.onclose = pc.onconnectionstatechange = () => host.changed(this);
    channel.onmessage = ({ data }) => host.message(this, String(data));
    pc.ontrack = ({ track }) => {
      this.tracks.push(track);
      host.track(this, track);
    };
    return new Negotiation(pc, this);
  }
}
