import type { LinkContext } from "./link-host.js";
import { KINDS, type Kind, oneStream } from "./made.js";

/**
 * What one connection sends and gets, by the order of its m-lines: an answering side has no slots
 * but those of the offer.
 */
export class Slots {
  readonly #pc: RTCPeerConnection;
  readonly #context: Pick<LinkContext, "sending" | "failed">;
  readonly #senders = new Map<Kind, RTCRtpSender>();

  constructor(pc: RTCPeerConnection, context: Pick<LinkContext, "sending" | "failed">) {
    this.#pc = pc;
    this.#context = context;
  }

  sender(kind: Kind): RTCRtpSender | undefined {
    return this.#senders.get(kind);
  }

  /** @param idle nothing is sent for now */
  bind(idle: boolean): void {
    const streams = oneStream();
    KINDS.forEach((kind, index) => {
      const transceiver = this.#pc.getTransceivers()[index];
      if (!transceiver || this.#senders.get(kind) === transceiver.sender) return;
      if (transceiver.direction !== "sendrecv") {
        transceiver.direction = "sendrecv";
        transceiver.sender.setStreams?.(...streams);
      }
      this.#senders.set(kind, transceiver.sender);
      if (!idle) this.#fill(kind);
    });
  }

  /** Sends what is to be sent. */
  fill(): void {
    for (const kind of this.#senders.keys()) this.#fill(kind);
  }

  async replace(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    await this.#senders.get(kind)?.replaceTrack(track);
  }

  #fill(kind: Kind): void {
    this.replace(kind, this.#context.sending(kind)).catch((e) => this.#context.failed(e));
  }
}
