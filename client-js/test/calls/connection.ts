import type { Way } from "./air.js";
import { type Description, SimNegotiation } from "./negotiation.js";
import type { SimPage } from "./page.js";

const TRIP = 15;
const SETUP = 60;
const TICK = 40; // sound and pictures
const RETRY = 100;
const DISCONNECTED = 6000;

const ufragOf = (it: Description | null) => /^a=ice-ufrag:(\S+)/m.exec(it?.sdp ?? "")?.[1];

/** The data channel: in order, and what cannot leave waits. */
class SimChannel {
  readyState = "connecting";
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  readonly waiting: string[] = [];
  readonly #connection: SimConnection;

  constructor(connection: SimConnection) {
    this.#connection = connection;
  }
  get bufferedAmount(): number {
    return this.waiting.join().length;
  }
  send(text: string): void {
    this.waiting.push(text);
    this.#connection.flush();
  }
}

/**
 * An RTCPeerConnection on virtual time, as far as calls use it: ways that break, one DTLS partner
 * for life, and an end that the other side notices on its channel.
 */
export class SimConnection extends SimNegotiation {
  connectionState = "new";
  onconnectionstatechange: (() => void) | null = null;
  /** The one that it shook hands with. */
  peer: SimConnection | undefined;
  /** The way in use; undefined before there is one, and when it leads to a stranger. */
  way: Way | undefined;
  #configuration: RTCConfiguration;
  #channel: SimChannel | undefined;
  #came = 0;
  #heard = 0;
  #bytes = 0;

  constructor(page: SimPage, configuration: RTCConfiguration = {}) {
    super(page);
    this.#configuration = configuration;
    page.air.connections.add(this);
    page.made.push(this);
  }

  get iceConnectionState(): string {
    return this.connectionState;
  }
  get relayed(): boolean {
    return this.#configuration.iceTransportPolicy === "relay";
  }
  /** Sounds and pictures that came. */
  get pictures(): number {
    return this.#came;
  }
  /** Both ends lead to each other. */
  get flows(): boolean {
    const { peer } = this;
    return peer?.peer === this && !peer.closed && this.#reaches && peer.#reaches;
  }

  getConfiguration = () => this.#configuration;
  setConfiguration = (configuration: RTCConfiguration) => {
    this.#configuration = configuration;
  };

  createDataChannel(): SimChannel {
    this.#channel = new SimChannel(this);
    this.need();
    return this.#channel;
  }

  async getStats(): Promise<Map<string, object>> {
    return new Map([
      ["t", { type: "transport", packetsReceived: this.#bytes }],
      ["c", { type: "candidate-pair", bytesReceived: this.#bytes }],
      ["v", { type: "inbound-rtp", framesDecoded: this.#came }],
    ]);
  }

  close(): void {
    if (this.closed) return;
    const { peer } = this;
    this.signalingState = this.connectionState = "closed";
    this.page.air.connections.delete(this);
    if (this.#channel) this.#channel.readyState = "closed";
    if (peer && this.#reaches)
      this.page.air.world.after(TRIP, () => peer.page.run(() => peer.#ended()));
  }

  flush(): void {
    const { peer } = this;
    while (peer && this.#channel?.readyState === "open" && this.#reaches) {
      const data = this.#channel.waiting.shift();
      if (data === undefined) return;
      this.#carry(peer, data.length, () => peer.#channel?.onmessage?.({ data }));
    }
  }

  protected sources(): object[] {
    return this.#came > 0 ? [{ rtpTimestamp: this.#came }] : [];
  }

  protected agreed(): void {
    if (this.connectionState === "new") this.connectionState = "connecting";
    this.#connect(this.generation);
  }

  /** Looks for the other end of this generation, and for a way to it. */
  #connect(generation: number): void {
    const { air, name } = this.page;
    if (this.closed || generation !== this.generation) return;
    const other = [...air.connections].find(
      ({ currentLocalDescription: local, currentRemoteDescription: remote }) =>
        ufragOf(local) === ufragOf(this.currentRemoteDescription) &&
        ufragOf(remote) === ufragOf(this.currentLocalDescription),
    );
    const relay = this.relayed || other?.relayed;
    const way = other && air.way(name, other.page.name, relay ? ["relay"] : ["direct", "relay"]);
    if (!other || !way) return void air.world.after(RETRY, () => this.#connect(generation));
    air.world.after(SETUP, () => {
      if (this.closed || other.closed) return;
      // Addresses may change in a connection's life; with whom it shares keys may not.
      const fit = (this.peer ?? other) === other && (other.peer ?? this) === this;
      this.#meet(other, fit ? way : undefined);
      other.#meet(this, fit ? way : undefined);
    });
  }

  #meet(other: SimConnection, way: Way | undefined): void {
    this.way = way;
    if (this.peer || !way) return;
    this.peer = other;
    this.page.run(() => {
      if (this.closed || !this.#channel) return;
      this.#heard = this.page.air.world.now;
      this.#channel.readyState = "open";
      this.#become("connected");
      this.#channel.onopen?.();
      this.#tick();
    });
  }

  get #reaches(): boolean {
    const { way, peer, page } = this;
    return way !== undefined && !!peer && page.air.open(page.name, peer.page.name, way);
  }

  #tick(): void {
    const { peer, page } = this;
    if (this.closed || !peer) return;
    page.air.world.after(TICK, () => page.run(() => this.#tick()));
    this.flush();
    if (this.connectionState === "connected" && page.air.world.now - this.#heard > DISCONNECTED)
      this.#become("disconnected");
    if (this.#reaches && this.transceivers.some(({ sender }) => sender.track))
      this.#carry(peer, 1000, () => peer.#see());
  }

  #carry(peer: SimConnection, bytes: number, arrive: () => void): void {
    this.page.air.world.after(TRIP, () => peer.page.run(() => peer.#take(bytes, arrive)));
  }

  #take(bytes: number, arrive: () => void): void {
    if (this.closed) return;
    this.#bytes += bytes;
    this.#heard = this.page.air.world.now;
    arrive();
    if (this.connectionState === "disconnected") this.#become("connected");
  }

  #see(): void {
    this.#came++;
  }

  /** The other end said goodbye. */
  #ended(): void {
    if (this.closed || !this.#channel) return;
    this.#channel.readyState = "closed";
    this.#channel.onclose?.();
  }

  #become(state: string): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }
}
