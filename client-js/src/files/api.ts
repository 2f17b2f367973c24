import type { Peer } from "../api.js";
import type { Reason } from "./frames.js";

export type { Reason } from "./frames.js";

/**
 * `offered`: the receiver has not answered. `running`: accepted; while no connection stands, it
 * waits. `done`: every byte is at the receiver, and its hash is right.
 */
export type TransferState = "offered" | "running" | "done" | "declined" | "cancelled" | "failed";

/** One file to, or from, one person. */
export interface Transfer {
  readonly direction: "in" | "out";
  readonly peer: Peer;
  /** One visible name without a path, whatever the sender said. For display as text. */
  readonly name: string;
  /** In bytes, as the sender says; more is not taken, and less is not `done`. */
  readonly size: number;
  /** As the sender says; nobody has looked into the file. */
  readonly type: string;
  readonly state: TransferState;
  /** Bytes that the receiver has and has checked. */
  readonly bytes: number;
  /** Why it is `declined`, `cancelled` or `failed`. */
  readonly reason: Reason | undefined;
  /** When done by the receiver without a target of its own. Its type is that of unknown bytes. */
  readonly file: Blob | undefined;
  /**
   * For who receives, once. Without `target` the parts are held as Blobs, and from 64 MiB on in
   * the origin's private file system, where there is one.
   *
   * @param target is closed at the end, or aborted; for instance a file that the user chose
   */
  accept(target?: WritableStream<Uint8Array<ArrayBuffer>>): void;
  /** For who receives, before accepting. */
  decline(): void;
  /** For both sides, until it is over. */
  cancel(): void;
}

export interface FileEvents {
  /** Somebody offers a file. */
  offer: Transfer;
  /** State or bytes of a transfer, in either direction. */
  change: Transfer;
}

export interface FileOptions {
  /** Bytes: what is larger is refused without a question. 4 GiB by default. */
  readonly maxSize?: number;
}

/** Files between the people of one room. */
export interface FileExchange {
  /** Those that are not over. */
  readonly transfers: readonly Transfer[];
  on<K extends keyof FileEvents>(event: K, listener: (value: FileEvents[K]) => void): () => void;
  /**
   * Offers a file, to all who are in the room now or to one: a transfer for each of them.
   *
   * @throws ParleyError `too-many` when 64 transfers to one person are not over; `gone` when that
   *   person is not in the room
   */
  offer(file: Blob & { readonly name?: string }, to?: Peer): readonly Transfer[];
  /** Ends what is not over. */
  close(): void;
}
