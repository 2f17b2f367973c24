import { afterEach, expect, test, vi } from "vitest";
import { openStore, type Store } from "../../src/files/store.js";
import { bytes, holds } from "./strip.js";

const LARGE = 64 * 1024 * 1024;
const DAY = 86_400_000;

afterEach(() => vi.unstubAllGlobals());

/** As a transfer does: in pieces, which do not have to fit anything. */
async function fill(store: Store, content: Uint8Array<ArrayBuffer>): Promise<void> {
  for (let at = 0; at < content.length; at += 1000) await store.write(content.slice(at, at + 1000));
}

/** An origin's file system. @param broken the step that it refuses */
function disk(broken?: "getDirectory" | "getFileHandle" | "createWritable") {
  const files = new Map<string, { parts: Uint8Array<ArrayBuffer>[]; lastModified: number }>();
  const refuse = (step: typeof broken) => {
    if (step === broken) throw new DOMException("", "QuotaExceededError");
  };
  const handle = (name: string) => ({
    kind: "file",
    getFile: async () => {
      const { parts, lastModified } = files.get(name) ?? { parts: [], lastModified: 0 };
      return Object.assign(new Blob(parts), { lastModified });
    },
    createWritable: async () => {
      refuse("createWritable");
      const write = (part: Uint8Array<ArrayBuffer>) => void files.get(name)?.parts.push(part);
      return new WritableStream({ write, abort: () => void files.delete(name) });
    },
  });
  const root = {
    getFileHandle: async (name: string) => {
      refuse("getFileHandle");
      files.set(name, { parts: [], lastModified: Date.now() });
      return handle(name);
    },
    removeEntry: async (name: string) => void files.delete(name),
    async *[Symbol.asyncIterator]() {
      for (const name of [...files.keys()]) yield [name, handle(name)];
    },
  };
  const getDirectory = async () => {
    refuse("getDirectory");
    return root;
  };
  vi.stubGlobal("navigator", { storage: { getDirectory } });
  return files;
}

test.each([
  ["no file system", () => vi.stubGlobal("navigator", {})],
  ["one that is forbidden", () => disk("getDirectory")],
  ["one that is full", () => disk("getFileHandle")],
  ["one that cannot be written", () => disk("createWritable")],
])("with %s a large file is held in parts, and is whole", async (_, prepare) => {
  prepare();
  const store = await openStore(LARGE, undefined);
  const content = bytes(50_017);
  await fill(store, content);
  const file = await store.close();
  expect(await holds(file, content)).toBe(true);
  expect(file?.type).toBe("application/octet-stream");
});

test("parts that are discarded are gone", async () => {
  vi.stubGlobal("navigator", {});
  const store = await openStore(LARGE, undefined);
  await fill(store, bytes(50_000));
  await store.discard();
  expect((await store.close())?.size).toBe(0);
});

test("a large file goes to the disk, a small one does not, and what is discarded leaves nothing", async () => {
  const files = disk();
  const content = bytes(50_017);
  const large = await openStore(LARGE, undefined);
  await fill(large, content);
  expect(await holds(await large.close(), content)).toBe(true);
  expect([...files.keys()]).toEqual([expect.stringMatching(/^parley-/)]);
  await openStore(LARGE - 1, undefined);
  expect(files.size).toBe(1);
  const gone = await openStore(LARGE, undefined);
  await fill(gone, content);
  await gone.discard();
  expect(files.size).toBe(1);
});

test("what a page that crashed has left is swept a day later, and nothing else is", async () => {
  const files = disk();
  const [old, fresh] = [Date.now() - DAY - 1000, Date.now() - DAY + 60_000];
  files.set("parley-old", { parts: [], lastModified: old });
  files.set("parley-fresh", { parts: [], lastModified: fresh });
  files.set("somebody else's", { parts: [], lastModified: old });
  await openStore(LARGE, undefined);
  expect(files.has("parley-old")).toBe(false);
  expect(files.has("parley-fresh")).toBe(true);
  expect(files.has("somebody else's")).toBe(true);
});
