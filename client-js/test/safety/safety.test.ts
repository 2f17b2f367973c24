import { expect, test } from "vitest";
import type { Peer } from "../../src/api.js";
import { safetyWords } from "../../src/safety/safety.js";
import { WORDS } from "../../src/safety/words.js";

const peer = {} as Peer;
const ADA = "sha-256 AA:01";
const BOB = "sha-256 BB:02";
const wordsOf = (own: string, theirs: string) =>
  safetyWords({ fingerprints: () => [own, theirs] }, peer);

test("the words of both ends are the same eight", async () => {
  const words = await wordsOf(ADA, BOB);
  expect(await wordsOf(BOB, ADA)).toEqual(words);
  expect(await wordsOf("sha-256 bb:02", ADA)).toEqual(words);
  expect(words).toHaveLength(8);
  expect(words.every((word) => WORDS.includes(word))).toBe(true);
});

test("another certificate at either end makes other words", async () => {
  const all = await Promise.all([
    wordsOf(ADA, BOB),
    wordsOf(ADA, "sha-256 BB:03"),
    wordsOf(BOB, BOB),
  ]);
  expect(new Set(all.map((words) => words.join(" "))).size).toBe(3);
});

test("without a connection there are none", async () => {
  const none = safetyWords({ fingerprints: () => undefined }, peer);
  await expect(none).rejects.toMatchObject({ code: "not-connected", retryable: true });
  await expect(wordsOf("", BOB)).rejects.toMatchObject({ code: "not-connected" });
});

test("the list has a word for each byte, and no two that sound alike", () => {
  expect(WORDS).toHaveLength(256);
  expect(WORDS.every((word) => /^[a-z]{3,9}$/.test(word))).toBe(true);
  expect(new Set(WORDS.map((word) => word.slice(0, 4))).size).toBe(256);
  const near = WORDS.flatMap((a, i) => WORDS.slice(i + 1).filter((b) => differ(a, b) < 2));
  expect(near).toEqual([]);
});

/** Letters to change, add or take out (Levenshtein). */
function differ(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, x] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, y] of [...b].entries()) {
      const [left = 0, up = 0, across = 0] = [next[j], row[j + 1], row[j]];
      next.push(Math.min(left + 1, up + 1, across + (x === y ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
