/** Where the bytes of one incoming file go, in order. */
export interface Store {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void> | void;
  /** All was written. The file, unless it went to a target of the app's own. */
  close(): Promise<Blob | undefined>;
  /** It comes to nothing: what was written goes. */
  discard(): Promise<void>;
}

type Target = WritableStream<Uint8Array<ArrayBuffer>>;

/** From here on a file goes to the origin's private file system, in bytes. */
const LARGE = 64 * 1024 * 1024;
/** Chunks of one Blob: the browser puts Blobs on the disk when it is short of memory. */
const PART = 16;
const PREFIX = "parley-";
/** A file of a page that crashed goes after a day. */
const STALE_MS = 86_400_000;

/** @param target of the app's own, if any */
export async function openStore(size: number, target: Target | undefined): Promise<Store> {
  if (target) return new TargetStore(target);
  return (size >= LARGE && (await diskStore())) || new BlobStore();
}

/** Parts of a megabyte each, as Blobs. */
class BlobStore implements Store {
  #parts: Blob[] = [];
  #last: Uint8Array<ArrayBuffer>[] = [];

  write(bytes: Uint8Array<ArrayBuffer>): void {
    this.#last.push(bytes);
    if (this.#last.length === PART) this.#parts.push(new Blob(this.#last.splice(0)));
  }

  async close(): Promise<Blob> {
    return new Blob([...this.#parts, ...this.#last], { type: "application/octet-stream" });
  }

  async discard(): Promise<void> {
    this.#parts = this.#last = [];
  }
}

class TargetStore implements Store {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #file: () => Promise<Blob | undefined>;

  constructor(target: Target, file: () => Promise<Blob | undefined> = async () => undefined) {
    this.#writer = target.getWriter();
    this.#file = file;
  }

  write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#writer.write(bytes);
  }

  async close(): Promise<Blob | undefined> {
    await this.#writer.close();
    return this.#file();
  }

  async discard(): Promise<void> {
    await this.#writer.abort().catch(() => {});
  }
}

/** A file that nobody else sees; undefined where there is no such file system, or no room in it. */
async function diskStore(): Promise<Store | undefined> {
  try {
    const root = await navigator.storage.getDirectory();
    await sweep(root);
    const handle = await root.getFileHandle(PREFIX + crypto.randomUUID(), { create: true });
    const target = (await handle.createWritable()) as Target;
    return new TargetStore(target, () => handle.getFile());
  } catch {
    return undefined;
  }
}

async function sweep(root: FileSystemDirectoryHandle): Promise<void> {
  for await (const [name, entry] of root as unknown as AsyncIterable<[string, FileSystemHandle]>) {
    if (!name.startsWith(PREFIX) || entry.kind !== "file") continue;
    const { lastModified } = await (entry as FileSystemFileHandle).getFile();
    if (Date.now() - lastModified > STALE_MS) await root.removeEntry(name);
  }
}
