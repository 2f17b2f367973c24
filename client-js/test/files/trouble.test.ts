import { expect, test } from "vitest";
import { CHUNK } from "../../src/files/frames.js";
import { bytes, fileOf, holds, offered, only, Strip, shown } from "./strip.js";

test("a chunk that was spoilt is asked for again", async () => {
  const strip = new Strip().connect();
  const content = bytes(20 * CHUNK);
  let spoilt = 0;
  strip.spoil = (data) => {
    if (typeof data === "string" || new DataView(data).getUint32(4) !== 5 || spoilt++) return data;
    const copy = data.slice(0);
    new Uint8Array(copy)[1000] = (new Uint8Array(copy)[1000] ?? 0) ^ 1;
    return copy;
  };
  const { incoming } = await offered(strip, fileOf(content));
  incoming.accept();
  await strip.settle();
  expect(spoilt).toBe(2);
  expect(await holds(incoming.file, content)).toBe(true);
});

test("a chunk that is always wrong ends the transfer, and so does another hash of the whole", async () => {
  for (const wrong of ["chunk", "list"]) {
    const strip = new Strip().connect();
    strip.spoil = (data) => {
      if (typeof data === "string")
        return wrong === "list" ? data.replace(/("hash":")./, "$1x") : data;
      const copy = data.slice(0);
      if (wrong === "chunk") new Uint8Array(copy)[50] = (new Uint8Array(copy)[50] ?? 0) ^ 1;
      return copy;
    };
    const { out, incoming } = await offered(strip, fileOf(bytes(3 * CHUNK)));
    incoming.accept();
    await strip.settle();
    expect(shown(incoming)).toMatchObject({ state: "failed", reason: "corrupt" });
    expect(shown(out)).toMatchObject({ state: "failed", reason: "corrupt" });
  }
});

test("a page that was reloaded is offered the file anew; what it was sending fails", async () => {
  const strip = new Strip().connect();
  const { out, incoming } = await offered(strip, fileOf(bytes(90 * CHUNK)));
  incoming.accept();
  await strip.until(() => incoming.bytes > 0);
  const back = only(strip.b.files.offer(fileOf(bytes(10))));
  await strip.until(() => strip.a.offers.length === 1);
  strip.cut();
  strip.b.begin();
  strip.b.offers.length = 0;
  strip.connect();
  await strip.settle();
  expect(out.state).toBe("offered");
  only(strip.b.offers).accept();
  await strip.settle();
  expect(out.state).toBe("done");
  expect(await holds(strip.b.told.findLast(({ file }) => file)?.file, bytes(90 * CHUNK))).toBe(
    true,
  );
  expect(strip.a.offers.map(({ state, reason }) => [state, reason])).toEqual([["failed", "gone"]]);
  expect(back.state).toBe("offered");
});

test("who leaves, or is removed, ends what is under way; nothing can be offered to them", async () => {
  const strip = new Strip().connect();
  const { out, incoming } = await offered(strip, fileOf(bytes(10)));
  strip.a.peers.clear();
  strip.a.events.emit("peer-left", { peer: strip.a.peer, reason: "kicked" });
  expect(shown(out)).toMatchObject({ state: "failed", reason: "gone" });
  expect(() => strip.a.files.offer(fileOf(bytes(1)), strip.a.peer)).toThrow("not in the room");
  expect(strip.a.files.offer(fileOf(bytes(1)))).toEqual([]);
  strip.b.events.emit("state", { state: "left", cause: "" });
  expect(shown(incoming)).toMatchObject({ state: "failed", reason: "gone" });
});

test("a file that is another one when it is read again is not mixed", async () => {
  const strip = new Strip().connect();
  let content = bytes(100 * CHUNK);
  const file = {
    name: "live.log",
    type: "",
    size: content.length,
    slice: (from: number, to: number) => new Blob([content.subarray(from, to)]),
  } as unknown as File;
  const { out, incoming } = await offered(strip, file);
  incoming.accept();
  await strip.until(() => incoming.bytes >= 60 * CHUNK);
  content = bytes(100 * CHUNK, 2);
  strip.cut();
  strip.b.begin();
  strip.b.offers.length = 0;
  strip.connect();
  await strip.until(() => strip.b.offers.length === 1);
  only(strip.b.offers).accept();
  await strip.settle();
  for (const transfer of [out, only(strip.b.offers)])
    expect(shown(transfer)).toMatchObject({ state: "failed", reason: "changed" });
});

test("a file that cannot be read ends on both sides", async () => {
  const strip = new Strip().connect();
  const gone = () => Promise.reject(new DOMException("", "NotReadableError"));
  const file = { name: "x", type: "", size: 10, slice: () => ({ arrayBuffer: gone }) };
  const { out, incoming } = await offered(strip, file as unknown as File);
  incoming.accept();
  await strip.settle();
  for (const transfer of [out, incoming])
    expect(shown(transfer)).toMatchObject({ state: "failed", reason: "unreadable" });
});

test("what goes to a target of the app's own is written in order, and closed", async () => {
  const strip = new Strip().connect();
  const content = bytes(7 * CHUNK);
  const { incoming } = await offered(strip, fileOf(content));
  const written: Uint8Array[] = [];
  let closed = false;
  incoming.accept(
    new WritableStream({
      write: (part: Uint8Array<ArrayBuffer>) => void written.push(part),
      close: () => {
        closed = true;
      },
    }),
  );
  await strip.settle();
  expect(shown(incoming)).toMatchObject({ state: "done" });
  expect(closed).toBe(true);
  expect(Buffer.compare(Buffer.concat(written), content)).toBe(0);
});

test("a target that fails is told on both sides", async () => {
  const strip = new Strip().connect();
  const { out, incoming } = await offered(strip, fileOf(bytes(3 * CHUNK)));
  const write = () => Promise.reject(new Error("no space left"));
  incoming.accept(new WritableStream({ write }));
  await strip.settle();
  for (const transfer of [out, incoming])
    expect(shown(transfer)).toMatchObject({ state: "failed", reason: "storage" });
});
