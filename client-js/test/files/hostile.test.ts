import { expect, test } from "vitest";
import { CHUNK, digest, encodeChunk } from "../../src/files/frames.js";
import { breath, bytes, FakeWire, only, Page, shown } from "./strip.js";

/** A page, and somebody on the other end who says whatever they like. */
class Stranger {
  readonly page: Page;
  readonly wire = new FakeWire();
  #n = 0;

  constructor(maxSize?: number) {
    this.page = new Page(maxSize);
    this.page.carried(this.wire);
    this.say({ type: "hello", page: "stranger", sees: null });
  }

  say(frame: object): void {
    this.page.hear(JSON.stringify(frame));
  }

  letter(letter: object): void {
    this.say({ ...letter, n: ++this.#n });
  }

  offer(id: number, more: object = {}): void {
    this.letter({ type: "offer", id, name: "a", size: 10, kind: "", ...more });
  }

  async chunk(id: number, index: number, content: Uint8Array<ArrayBuffer>): Promise<void> {
    const hash = await digest(content);
    this.page.hear(encodeChunk({ id, index, hash, bytes: content }).buffer);
    await this.pass();
  }

  async pass(): Promise<void> {
    for (let i = 0; i < 20; i++) await breath();
  }

  /** What the page has answered, of that type. */
  heard(type: string): Record<string, unknown>[] {
    const texts = this.wire.flight.filter((data) => typeof data === "string");
    return texts.map((text) => JSON.parse(text)).filter((frame) => frame.type === type);
  }
}

async function accepted(size: number) {
  const stranger = new Stranger();
  stranger.offer(1, { size });
  const transfer = only(stranger.page.offers);
  transfer.accept();
  await stranger.pass();
  return { stranger, transfer };
}

test("of a thousand offers sixteen are shown; the rest is refused, and then not even that", () => {
  const stranger = new Stranger();
  for (let id = 1; id <= 1000; id++) stranger.offer(id);
  expect(stranger.page.offers).toHaveLength(16);
  const refused = stranger.heard("refuse");
  expect(refused.every(({ why }) => why === "too-many")).toBe(true);
  expect(refused).toHaveLength(256);
});

test("the same offer again is no second one", () => {
  const stranger = new Stranger();
  for (let i = 0; i < 3; i++) stranger.offer(7);
  expect(stranger.page.offers).toHaveLength(1);
});

test("what is larger than allowed is refused without a question", () => {
  const stranger = new Stranger(1000);
  stranger.offer(1, { size: 1001 });
  stranger.offer(2, { size: 1000 });
  expect(stranger.page.offers.map(({ size }) => size)).toEqual([1000]);
  expect(stranger.heard("refuse")).toMatchObject([{ id: 1, why: "too-large" }]);
});

test("a name with a path and hidden signs is shown without", () => {
  const stranger = new Stranger();
  stranger.offer(1, { name: "../\u202egnp.exe", kind: "text/html\u0000" });
  expect(shown(only(stranger.page.offers))).toMatchObject({
    name: "gnp.exe",
    type: "application/octet-stream",
  });
});

test("bytes before they were accepted, or of no offer, go nowhere", async () => {
  const stranger = new Stranger();
  stranger.offer(1);
  await stranger.chunk(1, 0, bytes(10));
  await stranger.chunk(99, 0, bytes(10));
  expect(shown(only(stranger.page.offers))).toMatchObject({ state: "offered", bytes: 0 });
});

test.each([
  ["more bytes than were offered", 10, 0, 11],
  ["fewer", 10, 0, 9],
  ["a chunk behind the end", 10, 1, 10],
  ["a short chunk in the middle", 3 * CHUNK, 0, 10],
])("%s end the transfer", async (_, size, index, length) => {
  const { stranger, transfer } = await accepted(size);
  await stranger.chunk(1, index, bytes(length));
  expect(shown(transfer)).toMatchObject({ state: "failed", reason: "bad-data", bytes: 0 });
  expect(stranger.heard("refuse")).toMatchObject([{ id: 1, why: "bad-data" }]);
});

test("a flood that nobody asked for ends the transfer", async () => {
  const { stranger, transfer } = await accepted(1000 * CHUNK);
  const content = bytes(CHUNK);
  const hash = await digest(content);
  for (let index = 0; index < 1000; index++)
    stranger.page.hear(encodeChunk({ id: 1, index, hash, bytes: content }).buffer);
  await stranger.pass();
  expect(shown(transfer)).toMatchObject({ state: "failed", reason: "bad-data" });
});

test("who says that all was sent when it was not gets no file made", async () => {
  const { stranger, transfer } = await accepted(10);
  stranger.letter({ type: "end", id: 1, hash: "00" });
  await stranger.pass();
  expect(shown(transfer)).toMatchObject({ state: "running" });
  await stranger.chunk(1, 0, bytes(10));
  await expect.poll(() => shown(transfer)).toMatchObject({ state: "failed", reason: "corrupt" });
});

test("who wants what was never sent, or acknowledges it, is not believed", async () => {
  const stranger = new Stranger();
  const out = only(stranger.page.files.offer(new File([bytes(5 * CHUNK)], "a")));
  const [{ id } = { id: 0 }] = stranger.heard("offer");
  stranger.say({ type: "want", id, at: 3 });
  stranger.say({ type: "have", id, at: 5 });
  await stranger.pass();
  expect(shown(out)).toMatchObject({ state: "offered", bytes: 0 });
});

test("words about transfers that are not there change nothing", async () => {
  const { stranger, transfer } = await accepted(10);
  for (const type of ["want", "have"]) stranger.say({ type, id: 5, at: 0 });
  stranger.letter({ type: "done", id: 1 });
  stranger.letter({ type: "refuse", id: 1, why: "declined" });
  stranger.letter({ type: "drop", id: 5, why: "cancelled" });
  stranger.page.hear("nonsense");
  stranger.page.hear(new ArrayBuffer(3));
  expect(transfer.state).toBe("running");
});
