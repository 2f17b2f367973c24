import { expect, test } from "vitest";
import {
  CHUNK,
  chunksOf,
  decodeChunk,
  decodeText,
  encodeChunk,
  MESSAGE,
} from "../../src/files/frames.js";

const good = [
  { type: "hello", page: "p", sees: null },
  { type: "hello", page: "p", sees: "q" },
  { type: "offer", n: 1, id: 1, name: "a", size: 0, kind: "" },
  { type: "want", id: 1, at: 0 },
  { type: "have", id: 1, at: 7 },
  { type: "ack", n: 0 },
  { type: "end", n: 2, id: 1, hash: "ab" },
  { type: "drop", n: 3, id: 1, why: "cancelled" },
  { type: "refuse", n: 3, id: 1, why: "declined" },
  { type: "done", n: 4, id: 1 },
];
const bad = [
  ["no JSON", "{"],
  ["null", "null"],
  ["a list", "[]"],
  ["an unknown type", '{"type":"bye","n":1,"id":1}'],
  ["an offer without a size", '{"type":"offer","n":1,"id":1,"name":"a","kind":""}'],
  ["a size below zero", JSON.stringify({ ...good[2], size: -1 })],
  ["a size that is no whole number", JSON.stringify({ ...good[2], size: 0.5 })],
  ["a size beyond all numbers", JSON.stringify({ ...good[2], size: 2 ** 60 })],
  ["a size as text", JSON.stringify({ ...good[2], size: "1" })],
  ["an endless name", JSON.stringify({ ...good[2], name: "x".repeat(4097) })],
  ["a name that is no text", JSON.stringify({ ...good[2], name: {} })],
  ["an offer without a number", '{"type":"offer","id":1,"name":"a","size":1,"kind":""}'],
  ["a want without a place", '{"type":"want","id":1}'],
  ["a reason that is none", '{"type":"drop","n":1,"id":1,"why":"because"}'],
  ["a hello that does not say whom it sees", '{"type":"hello","page":"p"}'],
] as const;

test.each(good)("%j is a frame", (frame) => {
  expect(decodeText(JSON.stringify(frame))).toEqual(frame);
});

test.each(bad)("%s is none", (_, text) => {
  expect(decodeText(text)).toBeUndefined();
});

test("a chunk comes out as it went in, and a full one is a message of 64 KiB", () => {
  const hash = new Uint8Array(32).fill(7);
  const bytes = new Uint8Array(CHUNK).fill(9);
  const message = encodeChunk({ id: 4_000_000_000, index: 65_536, hash, bytes });
  expect(message.length).toBe(MESSAGE);
  expect(decodeChunk(message.buffer)).toEqual({ id: 4_000_000_000, index: 65_536, hash, bytes });
});

test("a message without bytes, or with too many, is no chunk", () => {
  expect(decodeChunk(new ArrayBuffer(0))).toBeUndefined();
  expect(decodeChunk(new ArrayBuffer(40))).toBeUndefined();
  expect(decodeChunk(new ArrayBuffer(MESSAGE + 1))).toBeUndefined();
});

test("a file has as many chunks as it takes", () => {
  expect([0, 1, CHUNK, CHUNK + 1, 10 * CHUNK].map(chunksOf)).toEqual([0, 1, 1, 2, 10]);
});
