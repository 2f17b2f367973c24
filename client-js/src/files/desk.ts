import type { Peer } from "../api.js";
import { Mailbox } from "../media/mailbox.js";
import type { Transfer, TransferState } from "./api.js";
import {
  type Call,
  decodeChunk,
  decodeText,
  type Frame,
  type Letter,
  type Reason,
} from "./frames.js";
import { Incoming, type Offered } from "./incoming.js";
import { Outgoing } from "./outgoing.js";

/** Bytes in the send buffer. Measured: more than this is slower, not faster. */
const HIGH = 262_144;
const LOW = 65_536;
/** Offers of one person that wait for an answer; more are refused. */
const OFFERS = 16;
/** Letters that a person does not acknowledge: to who has more, nothing is answered. */
const LETTERS = 256;
/** Transfers to one person. */
export const TRANSFERS = 64;

/** What is needed of an `RTCDataChannel`. */
export type Wire = Pick<
  RTCDataChannel,
  "readyState" | "bufferedAmount" | "bufferedAmountLowThreshold" | "onbufferedamountlow"
> & { send(data: string | Uint8Array<ArrayBuffer>): void };

export interface DeskPort {
  /** Random, this page's for as long as it remembers. */
  readonly page: string;
  readonly maxSize: number;
  offered(transfer: Transfer): void;
  changed(transfer: Transfer): void;
}

/** All files to and from one person, whatever connection carries them. */
export class Desk {
  readonly peer: Peer;
  readonly #port: DeskPort;
  readonly #outgoing = new Map<number, Outgoing>();
  readonly #incoming = new Map<number, Incoming>();
  #mailbox = this.#newMailbox();
  #wire: Wire | undefined;
  /** The other page, once it has said hello. */
  #page: string | undefined;
  #lastId = 0;
  #sending = false;

  constructor(peer: Peer, port: DeskPort) {
    this.peer = peer;
    this.#port = port;
  }

  get transfers(): readonly (Outgoing | Incoming)[] {
    return [...this.#outgoing.values(), ...this.#incoming.values()];
  }

  offer(file: Blob & { readonly name?: string }): Outgoing {
    const transfer = new Outgoing(++this.#lastId, file, this.#portFor());
    this.#outgoing.set(transfer.id, transfer);
    transfer.offer();
    this.#port.changed(transfer);
    return transfer;
  }

  /** Another connection carries the person now, or none does. */
  carried(wire: Wire | undefined): void {
    if (this.#wire) this.#wire.onbufferedamountlow = null;
    this.#wire = wire;
    for (const transfer of this.#outgoing.values()) transfer.pause();
    if (!wire) return this.#mailbox.close();
    wire.bufferedAmountLowThreshold = LOW;
    wire.onbufferedamountlow = () => void this.#send();
    this.#greet();
    if (this.#page) this.#resume(this.#page);
  }

  hear(data: string | ArrayBuffer): void {
    if (typeof data === "string") {
      const frame = decodeText(data);
      if (frame) this.#read(frame);
    } else {
      const chunk = decodeChunk(data);
      if (chunk) this.#incoming.get(chunk.id)?.take(chunk);
    }
  }

  /** The person is gone. */
  leave(): void {
    this.carried(undefined);
    for (const transfer of this.transfers) transfer.end("failed", "gone");
  }

  cancelAll(): void {
    for (const transfer of this.transfers) transfer.cancel();
  }

  #read(frame: Frame): void {
    switch (frame.type) {
      case "hello":
        return this.#hello(frame.page, frame.sees);
      case "want":
        this.#outgoing.get(frame.id)?.want(frame.at);
        return void this.#send();
      case "have":
        this.#outgoing.get(frame.id)?.have(frame.at);
        return void this.#send();
      case "ack":
        return this.#mailbox.acknowledged(frame);
      default:
        if (this.#page) this.#mailbox.hear(frame);
    }
  }

  /** Whoever says hello stands on a new connection, or has just come: what matters is said again. */
  #hello(page: string, sees: string | null): void {
    const reloaded = this.#page !== undefined && this.#page !== page;
    this.#page = page;
    if (reloaded) this.#forgotten();
    if (sees !== this.#port.page) this.#greet();
    if (this.#wire) this.#resume(page);
  }

  #greet(): void {
    this.#say({ type: "hello", page: this.#port.page, sees: this.#page ?? null });
  }

  #resume(page: string): void {
    this.#mailbox.open(page, true);
    for (const transfer of this.#incoming.values()) transfer.want();
  }

  /** The other page was reloaded: what it sent is lost, what it was offered is offered anew. */
  #forgotten(): void {
    this.#mailbox = this.#newMailbox();
    for (const transfer of this.#incoming.values()) transfer.end("failed", "gone");
    for (const transfer of this.#outgoing.values()) transfer.offer();
  }

  #newMailbox(): Mailbox<Letter> {
    return new Mailbox<Letter>({
      say: (frame) => this.#say(frame),
      deliver: (letter) => this.#deliver(letter),
    });
  }

  #deliver(letter: Letter): void {
    switch (letter.type) {
      case "offer":
        return this.#offered(letter);
      case "end":
        return this.#incoming.get(letter.id)?.complete(letter.hash);
      case "drop":
        return this.#incoming.get(letter.id)?.end(stateOf(letter.why), letter.why);
      case "refuse":
        return this.#outgoing.get(letter.id)?.end(stateOf(letter.why), letter.why);
      case "done":
        return this.#outgoing.get(letter.id)?.done();
      default:
        return letter satisfies never;
    }
  }

  #offered(offer: Offered): void {
    if (this.#incoming.has(offer.id) || this.#mailbox.waiting >= LETTERS) return;
    const waiting = [...this.#incoming.values()].filter(({ state }) => state === "offered");
    const refuse = (why: Reason) => this.#mailbox.post({ type: "refuse", id: offer.id, why });
    if (offer.size > this.#port.maxSize) return refuse("too-large");
    if (waiting.length >= OFFERS) return refuse("too-many");
    const transfer = new Incoming(offer, this.#portFor());
    this.#incoming.set(offer.id, transfer);
    this.#port.offered(transfer);
  }

  #portFor() {
    return {
      peer: this.peer,
      post: (letter: Parameters<Mailbox<Letter>["post"]>[0]) => this.#mailbox.post(letter),
      say: (call: Call) => this.#say(call),
      changed: (transfer: Transfer) => this.#changed(transfer),
    };
  }

  #changed(transfer: Transfer): void {
    const { id, over } = transfer as Outgoing | Incoming;
    if (over) (transfer.direction === "out" ? this.#outgoing : this.#incoming).delete(id);
    this.#port.changed(transfer);
  }

  #say(frame: Frame): void {
    if (this.#wire?.readyState === "open") this.#wire.send(JSON.stringify(frame));
  }

  /** Chunk by chunk, of all transfers in turn, for as long as the send buffer is short. */
  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let turn = this.#turn(); turn; turn = this.#turn()) {
      const message = await turn.message();
      if (message && this.#wire?.readyState === "open") this.#wire.send(message);
    }
    this.#sending = false;
  }

  /** The next that has something to send. */
  #turn(): Outgoing | undefined {
    const wire = this.#wire;
    if (wire?.readyState !== "open" || wire.bufferedAmount > HIGH) return undefined;
    const next = [...this.#outgoing.values()].find(({ ready }) => ready);
    if (!next) return undefined;
    this.#outgoing.delete(next.id);
    this.#outgoing.set(next.id, next);
    return next;
  }
}

function stateOf(why: Reason): TransferState {
  return why === "declined" || why === "cancelled" ? why : "failed";
}
