import { expect, test } from "vitest";
import { CHUNK, MESSAGE } from "../../src/files/frames.js";
import { bytes, fileOf, holds, offered, Page, Strip, shown } from "./strip.js";

test("the receiver sees name, size and type, accepts, and has every byte", async () => {
  const strip = new Strip().connect();
  const content = bytes(5 * CHUNK + 17);
  const { out, incoming } = await offered(strip, fileOf(content, "../cat.png"));
  expect(shown(incoming)).toMatchObject({
    direction: "in",
    name: "cat.png",
    size: content.length,
    type: "image/png",
    state: "offered",
    bytes: 0,
  });
  expect(out.state).toBe("offered");
  incoming.accept();
  await strip.settle();
  expect(await holds(incoming.file, content)).toBe(true);
  expect(incoming.file?.type).toBe("application/octet-stream");
  for (const transfer of [out, incoming])
    expect(shown(transfer)).toMatchObject({
      state: "done",
      bytes: content.length,
      reason: undefined,
    });
  expect([...strip.a.files.transfers, ...strip.b.files.transfers]).toEqual([]);
});

test.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 16 * CHUNK, 33 * CHUNK])(
  "a file of %i bytes arrives",
  async (size) => {
    const strip = new Strip().connect();
    const { out, incoming } = await offered(strip, fileOf(bytes(size)));
    incoming.accept();
    await strip.settle();
    expect(await holds(incoming.file, bytes(size))).toBe(true);
    expect(out.state).toBe("done");
  },
);

test("who declines gets nothing, and the sender is told", async () => {
  const strip = new Strip().connect();
  const { out, incoming } = await offered(strip, fileOf(bytes(3 * CHUNK)));
  incoming.decline();
  await strip.settle();
  for (const transfer of [out, incoming])
    expect(shown(transfer)).toMatchObject({ state: "declined", reason: "declined", bytes: 0 });
});

test.each(["out", "in"] as const)("in the middle, %s cancels, and both end", async (who) => {
  const strip = new Strip().connect();
  const { out, incoming } = await offered(strip, fileOf(bytes(200 * CHUNK)));
  incoming.accept();
  await strip.until(() => incoming.bytes > 0);
  expect(incoming.bytes).toBeLessThan(incoming.size);
  (who === "out" ? out : incoming).cancel();
  await strip.settle();
  for (const transfer of [out, incoming])
    expect(shown(transfer)).toMatchObject({ state: "cancelled", reason: "cancelled" });
  expect(incoming.file).toBeUndefined();
});

test("an offer is withdrawn before it is answered, and accepting then does nothing", async () => {
  const strip = new Strip().connect();
  const { out, incoming } = await offered(strip, fileOf(bytes(10)));
  out.cancel();
  await strip.settle();
  expect(incoming.state).toBe("cancelled");
  incoming.accept();
  await strip.settle();
  expect(incoming.state).toBe("cancelled");
});

test("the send buffer stays short, and what is under way is bounded", async () => {
  const strip = new Strip().connect();
  const { incoming } = await offered(strip, fileOf(bytes(200 * CHUNK)));
  incoming.accept();
  await strip.settle();
  expect(incoming.state).toBe("done");
  const most = Math.max(...strip.lines.map(({ a }) => a.most));
  expect(most).toBeLessThanOrEqual(262_144 + MESSAGE + 1024); // and words, which wait for nothing
});

test("several files at once share the way: the small one is not behind the large one", async () => {
  const strip = new Strip().connect();
  const large = await offered(strip, fileOf(bytes(200 * CHUNK)));
  const small = await offered(strip, fileOf(bytes(20 * CHUNK, 2)));
  large.incoming.accept();
  small.incoming.accept();
  await strip.until(() => small.incoming.state === "done");
  expect(small.incoming.state).toBe("done");
  expect(large.incoming.bytes).toBeLessThan(100 * CHUNK);
  await strip.settle();
  expect(large.incoming.state).toBe("done");
});

test("a page that comes late to files still gets the offer", async () => {
  const strip = new Strip().connect();
  const other = new Page();
  const late = new Strip(strip.a, other);
  const line = late.line();
  strip.a.carried(line.a);
  line.a.flight = []; // nobody there had opened the channel
  strip.a.files.offer(fileOf(bytes(10)));
  line.a.flight = [];
  other.carried(line.b);
  await late.settle();
  expect(other.offers).toHaveLength(1);
});
