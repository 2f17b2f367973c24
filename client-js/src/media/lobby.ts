import type { Lobby, LobbyOptions } from "../api.js";
import type { DeviceNews, Slot } from "../api-devices.js";
import { PageDevices } from "../devices/page-devices.js";
import { ParleyError } from "../errors.js";
import type { Offer } from "../signaling/frames.js";
import { newId } from "./ids.js";
import { certify, connectToOffer, type Made } from "./made.js";
import type { DescriptionSignal } from "./negotiation.js";

const LIMIT = 4; // the protocol's, for one join
const USUAL = 2;

/** A connection whose offer is made but not applied: gathering needs the ICE servers first. */
export interface Prepared extends Made {
  readonly offer: DescriptionSignal;
}

/** {@link Lobby}. */
export class Anteroom implements Lobby {
  readonly devices = new PageDevices();
  /** It says what is opened; a join has nothing to add. */
  readonly furnished: boolean;
  readonly #options: LobbyOptions;
  offers: Offers;
  #left = false;

  constructor(options: LobbyOptions = {}) {
    this.#options = options;
    this.offers = new Offers(options);
    this.furnished = options.media !== undefined;
    if (options.media) this.devices.wish(options.media);
  }

  get microphone(): Slot {
    return this.devices.microphone;
  }
  get camera(): Slot {
    return this.devices.camera;
  }

  on(event: "device", listener: (news: DeviceNews) => void): () => void {
    return this.devices.events.on(event, listener);
  }

  /** A room has what is here now. */
  leave(): void {
    this.#left = true;
  }

  /** A join came to nothing: whom its offers went to is not known. */
  renew(): void {
    if (this.#left) return;
    this.offers.close();
    this.offers = new Offers(this.#options);
  }

  close(): void {
    if (this.#left) return;
    this.#left = true;
    this.offers.close();
    this.devices.close();
  }
}

/** Each offer is used once: given to somebody by the join, or closed. */
export class Offers {
  readonly #unused = new Map<string, Prepared>();
  readonly #making: Promise<unknown>;
  #certificates: RTCCertificate[] = [];
  #closed = false;

  constructor({ connections = USUAL, RTCPeerConnection }: LobbyOptions = {}) {
    const Connector = connectorOf(RTCPeerConnection);
    const count = Math.min(LIMIT, Math.max(0, connections));
    this.#making = this.#prepare(Connector, count);
  }

  /** For every connection of the page; known once `forJoin` has resolved. */
  get certificates(): readonly RTCCertificate[] {
    return this.#certificates;
  }

  /** For the frame of the join; an offer that could not be made is none. */
  async forJoin(): Promise<Offer[]> {
    await this.#making;
    return [...this.#unused].map(([id, { offer }]) => ({ id, data: offer }));
  }

  /** The connection whose offer the join gave to somebody. */
  take(id: string): Prepared | undefined {
    const prepared = this.#unused.get(id);
    this.#unused.delete(id);
    return prepared;
  }

  close(): void {
    this.#closed = true;
    for (const { pc } of this.#unused.values()) pc.close();
    this.#unused.clear();
  }

  async #prepare(Connector: typeof RTCPeerConnection, count: number): Promise<void> {
    this.#certificates = await certify(Connector).catch(() => []);
    await Promise.allSettled(Array.from({ length: count }, () => this.#make(Connector)));
  }

  async #make(Connector: typeof RTCPeerConnection): Promise<void> {
    if (this.#closed) return;
    const made = connectToOffer({ Connector, certificates: this.#certificates });
    const { sdp = "" } = await made.pc.createOffer();
    if (this.#closed) return made.pc.close();
    const id = newId();
    const offer = { negotiation: id, description: { type: "offer" as const, sdp } };
    this.#unused.set(id, { ...made, offer });
  }
}

/** @throws ParleyError `unsupported` where there is none */
export function connectorOf(given: typeof RTCPeerConnection | undefined): typeof RTCPeerConnection {
  const Connector = given ?? globalThis.RTCPeerConnection;
  if (!Connector) throw new ParleyError("unsupported", "There is no RTCPeerConnection here");
  return Connector;
}
