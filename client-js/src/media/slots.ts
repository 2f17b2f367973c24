import type { LinkContext } from "./link-host.js";
import { addSlots, KINDS, type Kind, oneStream, SCREEN } from "./made.js";
import { onInterface } from "./vitals.js";

type SlotsContext = Pick<LinkContext, "sending" | "network" | "failed">;

/**
 * What one connection sends and gets, by the order of its m-lines: an answering side has no slots
 * but those of the offer. Those for a screen are added when somebody shares one, and stay.
 */
export class Slots {
  readonly #pc: RTCPeerConnection;
  readonly #polite: boolean;
  readonly #context: SlotsContext;
  readonly #senders = new Map<Kind, RTCRtpSender>();

  constructor(pc: RTCPeerConnection, polite: boolean, context: SlotsContext) {
    this.#pc = pc;
    this.#polite = polite;
    this.#context = context;
    onInterface(pc, () => context.network());
  }

  /** There are slots for a screen. */
  get wide(): boolean {
    return this.#senders.has("screen");
  }

  sender(kind: Kind): RTCRtpSender | undefined {
    return this.#senders.get(kind);
  }

  /** Of what came. */
  kindOf(transceiver: RTCRtpTransceiver): Kind | undefined {
    return KINDS[this.#pc.getTransceivers().indexOf(transceiver)];
  }

  /** @param idle nothing is sent for now */
  bind(idle: boolean): void {
    const streams = [oneStream(), oneStream()];
    this.#pc.getTransceivers().forEach((transceiver, index) => {
      const kind = KINDS[index];
      if (!kind || this.#senders.get(kind) === transceiver.sender) return;
      if (transceiver.direction !== "sendrecv") {
        transceiver.direction = "sendrecv";
        transceiver.sender.setStreams?.(...(streams[index >> 1] ?? []));
      }
      this.#senders.set(kind, transceiver.sender);
      if (!idle) this.#fill(kind);
    });
    // Who comes while a screen is shared offers no slots for it.
    if (this.#context.sending("screen")) this.widen(idle);
  }

  /** Sends what is to be sent. */
  fill(): void {
    for (const kind of this.#senders.keys()) this.#fill(kind);
  }

  /** @param idle nothing is sent for now */
  async replace(kind: Kind, track: MediaStreamTrack | null, idle = false): Promise<void> {
    if (kind === "screen" && track) this.widen(idle);
    if (!idle) await this.#senders.get(kind)?.replaceTrack(track);
  }

  /**
   * Adds the slots for a screen. Only the impolite side does, and the polite one asks it to: rolled
   * back, a polite side's own would stay beside those of the other's offer.
   *
   * @param idle nothing is sent for now
   */
  widen(idle: boolean): void {
    if (this.wide || this.#polite || this.#senders.size === 0) return;
    if (this.#pc.signalingState === "closed") return;
    addSlots(this.#pc, SCREEN);
    this.bind(idle);
  }

  #fill(kind: Kind): void {
    this.replace(kind, this.#context.sending(kind)).catch((e) => this.#context.failed(e));
  }
}
