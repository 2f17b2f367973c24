import type { SignalKind } from "../signaling/frames.js";
import { type CandidateBatch, Generations } from "./generations.js";
import { newId } from "./ids.js";
import { originOf, received, ufragsOf, withRole } from "./sdp.js";
import { trickle } from "./trickle.js";

/** Signal `description`: an offer, or the answer to the offer that has the same `negotiation`. */
export interface DescriptionSignal {
  readonly negotiation: string;
  readonly description: { readonly type: "offer" | "answer"; readonly sdp: string };
  /** With the first offer of a connection that is kept warm: nothing is sent on it for now. */
  readonly standby?: boolean;
}

/** What a negotiation needs of the connection that it belongs to. */
export interface NegotiationHost {
  /** The larger session id in byte order: gives way when the first offers collide. */
  readonly polite: boolean;
  /** kbit/s that video starts with. */
  startBitrate(): number;
  send(kind: "description" | "candidates", data: DescriptionSignal | CandidateBatch): void;
  /** The remote offer is applied, and the answer is made when this returns: binds the senders. */
  bind(): void;
  /**
   * Both sides made the first offer of this connection and this side is polite. Rolling back would
   * leave this side's own transceivers beside those of the offer, so the host starts a new
   * connection that answers.
   */
  startOver(offer: DescriptionSignal): void;
  failed(error: unknown): void;
}

/**
 * Perfect negotiation for one RTCPeerConnection (W3C WebRTC 10.7, RFC 9429): either side may
 * change anything at any time; of two offers that cross, the impolite side's wins. Beyond the
 * pattern, an offer has an id and an answer with another id is dropped, and candidates are bound
 * to their generation.
 *
 * Once there was an agreement, the side whose offer it was is the polite one: Chromium 156 shows
 * no picture any more, though it decodes, where the side that answered rolls an offer back before
 * there was a second agreement.
 */
export class Negotiation {
  readonly #pc: RTCPeerConnection;
  readonly #host: NegotiationHost;
  readonly #remote = new Generations();
  /** Of the offer that waits for its answer. */
  #negotiation = "";
  /** Whose offer the first agreement was: known to both sides alike when offers can cross again. */
  #offeredFirst: boolean | undefined;
  #makingOffer = false;
  #isSettingRemoteAnswerPending = false;

  constructor(pc: RTCPeerConnection, host: NegotiationHost) {
    this.#pc = pc;
    this.#host = host;
    trickle(pc, (batch) => host.send("candidates", batch));
    pc.addEventListener("negotiationneeded", () => {
      if (pc.signalingState !== "stable") return;
      void this.#offering(async () => {
        await pc.setLocalDescription();
        this.#negotiation = newId();
        this.#sendLocal(this.#negotiation);
      });
    });
  }

  /** Applies an offer that was made before; its text has been sent already. */
  applyPrepared(signal: DescriptionSignal): Promise<void> {
    this.#negotiation = signal.negotiation;
    return this.#offering(() => this.#pc.setLocalDescription(signal.description));
  }

  async #offering(step: () => Promise<void>): Promise<void> {
    this.#makingOffer = true;
    await this.#try(step);
    this.#makingOffer = false;
  }

  /** A signal from the other side, which may be anything. */
  receive(kind: SignalKind, data: object): void {
    if (kind === "candidates" && isBatch(data)) {
      if (this.#remote.admits(data)) this.#add(data);
    } else if (kind === "description" && isDescription(data)) {
      void (data.description.type === "offer" ? this.#onOffer(data) : this.#onAnswer(data));
    }
  }

  async #onOffer(signal: DescriptionSignal): Promise<void> {
    const ready =
      !this.#makingOffer &&
      (this.#pc.signalingState === "stable" || this.#isSettingRemoteAnswerPending);
    if (!ready && !(this.#offeredFirst ?? this.#host.polite)) return;
    const { currentRemoteDescription: known } = this.#pc;
    if (!ready && !known) return this.#host.startOver(signal);
    // Of a connection that the other side began before it adopted this one.
    if (known && originOf(known.sdp) !== originOf(signal.description.sdp)) return;
    await this.#try(async () => {
      this.#negotiation = "";
      await this.#setRemote(signal);
      this.#host.bind();
      await this.#pc.setLocalDescription();
      this.#offeredFirst ??= false;
      this.#sendLocal(signal.negotiation);
    });
  }

  async #onAnswer(signal: DescriptionSignal): Promise<void> {
    if (signal.negotiation !== this.#negotiation) return;
    this.#negotiation = "";
    this.#isSettingRemoteAnswerPending = true;
    await this.#try(async () => {
      await this.#setRemote(signal);
      this.#offeredFirst ??= true;
    });
    this.#isSettingRemoteAnswerPending = false;
  }

  /** The connection queues its operations, so what waited is added after the description. */
  async #setRemote({ description: { type, sdp } }: DescriptionSignal): Promise<void> {
    const { currentLocalDescription: local, currentRemoteDescription: remote } = this.#pc;
    const played = type === "answer" ? withRole(sdp, local, remote) : sdp;
    const description = { type, sdp: received(played, this.#host.startBitrate()) };
    const applied = this.#pc.setRemoteDescription(description);
    for (const batch of this.#remote.enter(ufragsOf(sdp))) this.#add(batch);
    await applied;
  }

  /** Sends the offer once more, if one waits for its answer. */
  repeat(): void {
    if (this.#pc.signalingState === "have-local-offer") this.#sendLocal(this.#negotiation);
  }

  #add({ ufrag, candidates, end }: CandidateBatch): void {
    const found = candidates.map((each) => ({ ...each, usernameFragment: ufrag }));
    const last = { candidate: "", sdpMid: "0", usernameFragment: ufrag };
    for (const candidate of end ? [...found, last] : found) {
      void this.#try(() => this.#pc.addIceCandidate(candidate));
    }
  }

  #sendLocal(negotiation: string): void {
    const local = this.#pc.localDescription;
    if (local?.type !== "offer" && local?.type !== "answer") return;
    const { type, sdp } = local;
    this.#host.send("description", { negotiation, description: { type, sdp } });
  }

  /** Whatever a connection says after it was closed does not matter. */
  async #try(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (this.#pc.signalingState !== "closed") this.#host.failed(error);
    }
  }
}

/** Whether a signal of the kind `description` is an offer. */
export function isOffer(data: object): data is DescriptionSignal {
  return isDescription(data) && data.description.type === "offer";
}

function isDescription(data: object): data is DescriptionSignal {
  const { negotiation, description } = data as Partial<DescriptionSignal>;
  return (
    typeof negotiation === "string" &&
    (description?.type === "offer" || description?.type === "answer") &&
    typeof description.sdp === "string"
  );
}

function isBatch(data: object): data is CandidateBatch {
  const { ufrag, candidates } = data as Partial<CandidateBatch>;
  return typeof ufrag === "string" && Array.isArray(candidates);
}
