import { CHUNK, digest } from "./frames.js";

/** Chunks that are read and hashed at once: about a megabyte. */
const BLOCK = 16;

export interface Piece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hash: Uint8Array<ArrayBuffer>;
}

/** Reads a file block by block, one ahead; never more than two of them are in memory. */
export class Reader {
  readonly #file: Blob;
  readonly #blocks = new Map<number, Promise<readonly Piece[]>>();

  constructor(file: Blob) {
    this.#file = file;
  }

  /** @throws DOMException if the file has changed or is gone */
  async piece(index: number): Promise<Piece | undefined> {
    const number = Math.floor(index / BLOCK);
    const block = this.#block(number);
    for (const other of this.#blocks.keys())
      if (other !== number && other !== number + 1) this.#blocks.delete(other);
    if ((number + 1) * BLOCK * CHUNK < this.#file.size)
      void this.#block(number + 1).catch(() => {});
    return (await block)[index % BLOCK];
  }

  close(): void {
    this.#blocks.clear();
  }

  #block(number: number): Promise<readonly Piece[]> {
    const block = this.#blocks.get(number) ?? this.#read(number);
    this.#blocks.set(number, block);
    return block;
  }

  async #read(number: number): Promise<readonly Piece[]> {
    const begin = number * BLOCK * CHUNK;
    const slice = this.#file.slice(begin, begin + BLOCK * CHUNK);
    const bytes = new Uint8Array(await slice.arrayBuffer());
    const pieces: Promise<Piece>[] = [];
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const piece = bytes.subarray(at, at + CHUNK);
      pieces.push(digest(piece).then((hash) => ({ bytes: piece, hash })));
    }
    return Promise.all(pieces);
  }
}
