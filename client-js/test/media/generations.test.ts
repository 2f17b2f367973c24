import { beforeEach, expect, test } from "vitest";
import { Generations } from "../../src/media/generations.js";

const batch = (ufrag: string) => ({ ufrag, candidates: [{ candidate: `of ${ufrag}` }] });
const of = (...ufrags: string[]) => new Set(ufrags);
let generations: Generations;
beforeEach(() => {
  generations = new Generations();
});

test("candidates of the description that holds are admitted", () => {
  generations.enter(of("one"));
  expect(generations.admits(batch("one"))).toBe(true);
});

test("candidates of a description that was replaced are dropped", () => {
  generations.enter(of("one"));
  generations.enter(of("two"));
  expect(generations.admits(batch("one"))).toBe(false);
  expect(generations.enter(of("three"))).toEqual([]);
});

test("candidates ahead of their description wait for it, and for no other", () => {
  generations.enter(of("one"));
  expect(generations.admits(batch("three"))).toBe(false);
  expect(generations.enter(of("two"))).toEqual([]);
  expect(generations.enter(of("three"))).toEqual([batch("three")]);
  expect(generations.enter(of("three"))).toEqual([]);
});

test("a fragment that comes back is alive again", () => {
  generations.enter(of("one"));
  generations.enter(of("two"));
  generations.enter(of("one"));
  expect(generations.admits(batch("one"))).toBe(true);
  expect(generations.admits(batch("two"))).toBe(false);
});

test("only so many wait: the oldest go", () => {
  for (let i = 0; i < 65; i++) generations.admits(batch(`early-${i}`));
  expect(generations.enter(of("early-0"))).toEqual([]);
  expect(generations.enter(of("early-64"))).toHaveLength(1);
});

test("unbundled sections may have fragments of their own", () => {
  generations.enter(of("audio", "video"));
  expect(generations.admits(batch("audio"))).toBe(true);
  expect(generations.admits(batch("video"))).toBe(true);
});
