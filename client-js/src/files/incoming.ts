import type { Peer } from "../api.js";
import { hex } from "../media/ids.js";
import type { Letter } from "../media/mailbox.js";
import type { Transfer, TransferState } from "./api.js";
import {
  type Call,
  CHUNK,
  type Chunk,
  chunksOf,
  digest,
  type Letter as FileLetter,
  HASH,
  type Reason,
} from "./frames.js";
import { safeName, safeType } from "./names.js";
import { WINDOW } from "./outgoing.js";
import { openStore, type Store } from "./store.js";

/** Chunks between two acknowledgements. */
const TELL = 8;
/** Chunks with a wrong hash until it is given up. */
const FAULTS = 3;
/** Chunks that may wait to be checked: who sends more than was asked for is not served. */
const QUEUE = 4 * WINDOW;

export interface IncomingPort {
  readonly peer: Peer;
  post(letter: Letter<FileLetter>): void;
  say(call: Call): void;
  changed(transfer: Transfer): void;
}

export interface Offered {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly kind: string;
}

/** {@link Transfer} of a file of somebody else's. */
export class Incoming implements Transfer {
  readonly direction = "in";
  readonly id: number;
  readonly peer: Peer;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  file: Blob | undefined;
  readonly #port: IncomingPort;
  #hashes = new Uint8Array(0);
  #state: TransferState = "offered";
  #reason: Reason | undefined;
  #store: Store | undefined;
  /** All chunks before this one are here. */
  #next = 0;
  /** A chunk is missing and was asked for. */
  #asked = false;
  #faults = 0;
  #queued = 0;
  #work: Promise<void> = Promise.resolve();
  #hash: string | undefined;

  constructor({ id, name, size, kind }: Offered, port: IncomingPort) {
    this.id = id;
    this.peer = port.peer;
    this.name = safeName(name);
    this.size = size;
    this.type = safeType(kind);
    this.#port = port;
  }

  get state(): TransferState {
    return this.#state;
  }
  get reason(): Reason | undefined {
    return this.#reason;
  }
  get bytes(): number {
    return Math.min(this.size, this.#next * CHUNK);
  }
  get over(): boolean {
    return this.#state !== "offered" && this.#state !== "running";
  }

  accept(target?: WritableStream<Uint8Array<ArrayBuffer>>): void {
    if (this.#state !== "offered") return;
    this.#state = "running";
    this.#hashes = new Uint8Array(chunksOf(this.size) * HASH);
    this.#port.changed(this);
    this.#then(async () => {
      this.#store = await openStore(this.size, target);
      this.want();
    });
  }

  decline(): void {
    if (this.#state === "offered") this.#refuse("declined", "declined");
  }

  cancel(): void {
    this.#refuse("cancelled", "cancelled");
  }

  /** Asks for what is missing; on each connection anew. */
  want(): void {
    if (this.#state !== "running" || !this.#store) return;
    this.#asked = true;
    this.#port.say({ type: "want", id: this.id, at: this.#next });
  }

  take(chunk: Chunk): void {
    if (this.#state !== "running") return;
    if (++this.#queued > QUEUE || !this.#fits(chunk)) return this.#refuse("failed", "bad-data");
    const hashing = digest(chunk.bytes);
    this.#then(async () => {
      this.#queued--;
      await this.#check(chunk, await hashing);
    });
  }

  /** The sender says that this was all. */
  complete(hash: string): void {
    this.#hash = hash;
    this.#then(() => this.#finish());
  }

  /** It is over without a word to the sender. */
  end(state: TransferState, reason?: Reason): void {
    if (this.over) return;
    this.#state = state;
    this.#reason = reason;
    if (state !== "done") void this.#store?.discard().catch(() => {});
    this.#port.changed(this);
  }

  #fits({ index, bytes }: Chunk): boolean {
    const begin = index * CHUNK;
    return begin < this.size && bytes.length === Math.min(CHUNK, this.size - begin);
  }

  async #check(chunk: Chunk, hash: Uint8Array): Promise<void> {
    const { index, bytes } = chunk;
    if (index < this.#next) return;
    if (index > this.#next) return this.#asked ? undefined : this.want();
    if (hash.some((byte, at) => byte !== chunk.hash[at])) return this.#fault();
    this.#hashes.set(hash, index * HASH);
    await this.#store?.write(bytes);
    this.#asked = false;
    this.#next++;
    if (this.#next % TELL === 0 || this.bytes === this.size) this.#tell();
    await this.#finish();
  }

  #fault(): void {
    if (++this.#faults > FAULTS) this.#refuse("failed", "corrupt");
    else this.want();
  }

  #tell(): void {
    this.#port.say({ type: "have", id: this.id, at: this.#next });
    this.#port.changed(this);
  }

  async #finish(): Promise<void> {
    if (this.bytes < this.size || this.#hash === undefined || !this.#store) return;
    if (hex(await digest(this.#hashes)) !== this.#hash) return this.#refuse("failed", "corrupt");
    this.file = await this.#store.close();
    if (this.over) return;
    this.#port.post({ type: "done", id: this.id });
    this.end("done");
  }

  /** One step after the other, for as long as it runs. What fails is the store. */
  #then(step: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (this.#state !== "running") return;
      try {
        await step();
      } catch {
        this.#refuse("failed", "storage");
      }
    });
  }

  #refuse(state: TransferState, why: Reason): void {
    if (this.over) return;
    this.#port.post({ type: "refuse", id: this.id, why });
    this.end(state, why);
  }
}
