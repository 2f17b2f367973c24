import type { Peer } from "../api.js";
import { hex } from "../media/ids.js";
import type { Letter } from "../media/mailbox.js";
import type { Transfer, TransferState } from "./api.js";
import {
  CHUNK,
  chunksOf,
  digest,
  encodeChunk,
  type Letter as FileLetter,
  HASH,
  type Reason,
} from "./frames.js";
import { Reader } from "./reader.js";

/** Chunks that may be under way and not acknowledged: 4 MiB, more than a long way holds. */
export const WINDOW = 64;

export interface OutgoingPort {
  readonly peer: Peer;
  post(letter: Letter<FileLetter>): void;
  changed(transfer: Transfer): void;
}

/** {@link Transfer} of a file of this page. */
export class Outgoing implements Transfer {
  readonly direction = "out";
  readonly id: number;
  readonly peer: Peer;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly file = undefined;
  readonly #port: OutgoingPort;
  readonly #reader: Reader;
  readonly #hashes: Uint8Array<ArrayBuffer>;
  /** Chunks whose hash is known: those before this one. */
  #hashed = 0;
  #state: TransferState = "offered";
  #reason: Reason | undefined;
  /** The next chunk to send; undefined until the receiver has said where to begin. */
  #next: number | undefined;
  /** The receiver has all chunks before this one. */
  #had = 0;
  #ended = false;

  constructor(id: number, file: Blob & { readonly name?: string }, port: OutgoingPort) {
    this.id = id;
    this.peer = port.peer;
    this.name = file.name ?? "file";
    this.size = file.size;
    this.type = file.type;
    this.#port = port;
    this.#reader = new Reader(file);
    this.#hashes = new Uint8Array(chunksOf(file.size) * HASH);
  }

  get state(): TransferState {
    return this.#state;
  }
  get reason(): Reason | undefined {
    return this.#reason;
  }
  get bytes(): number {
    return Math.min(this.size, this.#had * CHUNK);
  }
  get over(): boolean {
    return this.#state !== "offered" && this.#state !== "running";
  }

  /** Something can be sent now. */
  get ready(): boolean {
    const next = this.#next;
    if (next === undefined || this.over) return false;
    return next < this.#chunks && next < this.#had + WINDOW;
  }

  accept(): void {}
  decline(): void {}

  cancel(): void {
    this.#drop("cancelled", "cancelled");
  }

  /** For the first time, or to a page that has forgotten. */
  offer(): void {
    this.#next = undefined;
    this.#had = 0;
    this.#ended = false;
    this.#state = "offered";
    const { id, size, type: kind } = this;
    this.#port.post({
      type: "offer",
      id,
      name: this.name.slice(-1024),
      size,
      kind: kind.slice(0, 200),
    });
  }

  /** Another connection carries the person: the receiver will say where to go on. */
  pause(): void {
    this.#next = undefined;
  }

  want(at: number): void {
    if (this.over || at > this.#hashed) return;
    this.#next = at;
    this.#state = "running";
    this.have(at);
    this.#finish();
  }

  have(at: number): void {
    if (this.#state !== "running" || at > this.#hashed) return;
    this.#had = Math.max(at, this.#had);
    this.#port.changed(this);
  }

  /** The next message, if it is still wanted when it is read. */
  async message(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const index = this.#next;
    if (index === undefined) return undefined;
    try {
      const piece = await this.#reader.piece(index);
      if (index !== this.#next || this.over) return undefined;
      if (!piece || !this.#remember(index, piece.hash)) {
        this.#drop("failed", "changed");
        return undefined;
      }
      this.#next = index + 1;
      this.#finish();
      return encodeChunk({ id: this.id, index, ...piece });
    } catch {
      this.#drop("failed", "unreadable");
      return undefined;
    }
  }

  done(): void {
    if (this.over) return;
    this.#had = this.#chunks;
    this.end("done");
  }

  end(state: TransferState, reason?: Reason): void {
    if (this.over) return;
    this.#state = state;
    this.#reason = reason;
    this.#reader.close();
    this.#port.changed(this);
  }

  get #chunks(): number {
    return this.#hashes.length / HASH;
  }

  #drop(state: TransferState, why: Reason): void {
    if (this.over) return;
    this.#port.post({ type: "drop", id: this.id, why });
    this.end(state, why);
  }

  /** False if the chunk is another one than before: the file was changed. */
  #remember(index: number, hash: Uint8Array): boolean {
    if (index > this.#hashed) return false;
    if (index < this.#hashed)
      return hash.every((byte, at) => byte === this.#hashes[index * HASH + at]);
    this.#hashes.set(hash, index * HASH);
    this.#hashed++;
    return true;
  }

  #finish(): void {
    if (this.#ended || this.#hashed < this.#chunks) return;
    this.#ended = true;
    void digest(this.#hashes).then((hash) => {
      if (!this.over) this.#port.post({ type: "end", id: this.id, hash: hex(hash) });
    });
  }
}
