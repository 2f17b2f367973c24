import { expect, test } from "vitest";
import { decodeFrame } from "../../src/media/channel.js";

const good = [
  { type: "hello", session: "session-1", sees: null, page: "p" },
  { type: "hello", session: "session-1", sees: "session-2", page: "p" },
  { type: "chat", n: 1, id: "x", text: "hi", at: 1_700_000_000_000 },
  { type: "chat", n: 2, id: "x", text: "", at: 0, to: "session-2" },
  { type: "ack", n: 0 },
  { type: "ping", n: 1 },
  { type: "pong", n: 1 },
  { type: "key" },
  { type: "bye" },
  { type: "hello", session: "session-1", sees: null, page: "p", key: "k" },
  { type: "detour", from: "session-1", to: "session-2", word: { link: 1, ack: 2 } },
  { type: "detour", from: "session-1", to: "session-2", sealed: "s".repeat(90_000) },
  { type: "hello", session: "session-1", sees: null, page: "p", screen: true },
];
const bad = [
  ["no JSON", "{"],
  ["not an object", "1"],
  ["null", "null"],
  ["a list", "[]"],
  ["an unknown type", '{"type":"farewell"}'],
  ["a detour to nobody", '{"type":"detour","from":"a","word":{}}'],
  ["a detour with nothing in it", '{"type":"detour","from":"a","to":"b"}'],
  ["a detour with a text for a word", '{"type":"detour","from":"a","to":"b","word":"w"}'],
  ["a hello with a number for a key", JSON.stringify({ ...good[0], key: 1 })],
  ["no type", "{}"],
  ["a hello without a page", '{"type":"hello","session":"s","sees":null}'],
  ["a hello that does not say whom it sees", '{"type":"hello","session":"s","page":"p"}'],
  ["a number for a session", '{"type":"hello","session":1,"sees":null,"page":"p"}'],
  ["a very long session", JSON.stringify({ ...good[0], session: "s".repeat(65) })],
  ["a screen that is neither", JSON.stringify({ ...good[0], screen: "on" })],
  ["a chat without a text", '{"type":"chat","n":1,"id":"x","at":0}'],
  ["a fractional number", '{"type":"chat","n":1.5,"id":"x","text":"","at":0}'],
  ["a negative number", '{"type":"ack","n":-1}'],
  ["a ping without a number", '{"type":"ping"}'],
  ["a number as text", '{"type":"ack","n":"1"}'],
  ["a text that is too long", JSON.stringify({ ...good[2], text: "x".repeat(16_385) })],
  ["a recipient that is no text", JSON.stringify({ ...good[2], to: {} })],
] as const;

test.each(good)("%j is a frame", (frame) => {
  expect(decodeFrame(JSON.stringify(frame))).toEqual(frame);
});

test.each(bad)("%s is none", (_, text) => {
  expect(decodeFrame(text)).toBeUndefined();
});
