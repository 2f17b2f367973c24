import { expect, test } from "vitest";
import type { SignalBody } from "../../src/signaling/frames.js";
import { Link } from "../../src/signaling/link.js";
import { World } from "./world.js";

/** A link whose signals end in a list, while there is a way. */
function sender() {
  const world = new World(1);
  const way = { open: true };
  const sent: { seq: number; at: number; ack: number | undefined }[] = [];
  const link = new Link(3, world.clock(), ({ seq, ack }) => {
    if (way.open) sent.push({ seq, at: Math.round(world.now), ack });
    return way.open;
  });
  const push = (times = 1, data: object = {}) => {
    for (; times > 0; times--) link.push("app", data);
  };
  return { world, way, sent, link, push, seqs: () => sent.map(({ seq }) => seq) };
}

const signal = (seq: number): SignalBody => ({ link: 3, seq, kind: "app", data: { seq } });

test("signals are handed on in order and once", () => {
  const { link } = sender();
  const heard = [3, 1, 1, 2, 3, 5, 4].flatMap((seq) => link.receive(signal(seq)));
  expect(heard.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(link.received).toBe(5);
});

test("a signal more than 64 ahead is not kept", () => {
  const { link } = sender();
  expect(link.receive(signal(65))).toEqual([]);
  expect(link.receive(signal(64))).toEqual([]);
  for (let seq = 1; seq < 63; seq++) link.receive(signal(seq));
  expect(link.receive(signal(63)).map(({ seq }) => seq)).toEqual([63, 64]);
  expect(link.received).toBe(64);
});

test("what is not acknowledged is sent again after 1, 2, 4, 8 s and then each 8 s", async () => {
  const { world, sent, push } = sender();
  push();
  await world.pass(32_000);
  expect(sent.map(({ at }) => at)).toEqual([0, 1000, 3000, 7000, 15_000, 23_000, 31_000]);
});

test("what is acknowledged is not sent again, and leaves no timer", async () => {
  const world = new World(1);
  const clock = world.clock();
  const sent: number[] = [];
  const link = new Link(1, clock, ({ seq }) => sent.push(seq) > 0);
  link.push("app", {});
  link.push("app", {});
  link.acked(2);
  expect(clock.ahead).toBe(0);
  await world.pass(20_000);
  expect(sent).toEqual([1, 2]);
});

test("progress starts the waiting anew", async () => {
  const { world, sent, link, push } = sender();
  push(2);
  await world.pass(3500);
  sent.length = 0;
  link.acked(1);
  await world.pass(1100);
  expect(sent.filter(({ at }) => at === 4500)).toMatchObject([{ seq: 2 }]);
});

test("an ack below what was sent brings the first missing one, unless it is still on its way", async () => {
  const { world, link, push, seqs } = sender();
  push(3);
  await world.pass(200);
  link.acked(1);
  expect(seqs()).toEqual([1, 2, 3]);
  await world.pass(100);
  link.acked(1);
  expect(seqs()).toEqual([1, 2, 3, 2]);
});

test("64 signals are under way, and the rest waits for room", () => {
  const { link, push, seqs } = sender();
  push(100);
  expect(seqs()).toHaveLength(64);
  link.acked(10);
  expect(seqs()).toHaveLength(74);
  link.acked(74);
  expect(seqs().slice(-26)).toEqual(Array.from({ length: 26 }, (_, i) => 75 + i));
});

test("256 KiB are under way, and the rest waits for room", () => {
  const { link, push, seqs } = sender();
  push(6, { text: "é".repeat(30 * 1024) });
  expect(seqs()).toEqual([1, 2, 3, 4]);
  link.acked(1);
  expect(seqs()).toEqual([1, 2, 3, 4, 5]);
});

test("an ack of what was never sent moves nothing", () => {
  const { link, push, seqs } = sender();
  push(70);
  link.acked(70);
  expect(seqs()).toEqual(Array.from({ length: 70 }, (_, i) => 1 + i));
});

test("while there is no way nothing is sent, and all of it when there is one again", async () => {
  const { world, way, link, push, seqs } = sender();
  way.open = false;
  push(3);
  await world.pass(60_000);
  expect(seqs()).toEqual([]);
  way.open = true;
  link.resend();
  expect(seqs()).toEqual([1, 2, 3]);
});

test("a signal carries the ack of its link", () => {
  const { sent, link, push } = sender();
  push();
  link.receive(signal(1));
  push();
  expect(sent.map(({ ack }) => ack)).toEqual([undefined, 1]);
});

test("data is what it was when it was given", () => {
  const world = new World(1);
  const sent: object[] = [];
  const link = new Link(1, world.clock(), ({ data }) => sent.push(data) > 0);
  const data = { text: "before" };
  link.push("app", data);
  data.text = "after";
  link.resend();
  expect(sent).toEqual([{ text: "before" }, { text: "before" }]);
});

test("data that fits no frame is refused", () => {
  const { push, seqs } = sender();
  expect(() => push(1, { text: "x".repeat(64 * 1024) })).toThrow(
    expect.objectContaining({ code: "too-large", retryable: false }),
  );
  push();
  expect(seqs()).toEqual([1]);
});

test("a closed link sends nothing any more", async () => {
  const { world, link, push, seqs } = sender();
  push(2);
  link.close();
  await world.pass(20_000);
  expect(seqs()).toEqual([1, 2]);
});
