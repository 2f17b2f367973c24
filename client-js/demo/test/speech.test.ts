import { expect, test } from "vitest";
import { hear, QUIET, type Speech } from "../src/call/speech.js";
import { deflection } from "../src/ui/audio.js";

/** Readings of [level, for how many ms], one each 75 ms, and whether the ring was on after each. */
function rings(...readings: [level: number, ms: number][]): boolean[] {
  let speech: Speech = QUIET;
  let now = 0;
  return readings.flatMap(([level, ms]) =>
    Array.from({ length: Math.ceil(ms / 75) }, () => {
      now += 75;
      speech = hear(speech, level, now);
      return speech.speaking;
    }),
  );
}

const changes = (shown: boolean[]) =>
  shown.filter((on, at) => at > 0 && on !== shown[at - 1]).length;

test("silence shows no ring", () => {
  expect(rings([0, 3000])).not.toContain(true);
});

test("speech shows the ring within a quarter of a second", () => {
  expect(rings([0, 500], [0.7, 300]).at(-1)).toBe(true);
});

test("a knock shows none", () => {
  expect(rings([0, 500], [1, 75], [0, 500])).not.toContain(true);
});

test("a pause for breath keeps it, a longer silence ends it", () => {
  expect(rings([0.7, 500], [0, 700]).at(-1)).toBe(true);
  expect(rings([0.7, 500], [0, 1200]).at(-1)).toBe(false);
});

test("syllables and the gaps between them do not make it flicker", () => {
  const words = Array.from({ length: 10 }, (): [number, number][] => [
    [0.8, 300],
    [0.2, 225],
  ]);
  expect(changes(rings([0, 300], ...words.flat()))).toBe(1);
});

test("the meter goes from silence to full scale", () => {
  const tone = (amplitude: number) =>
    deflection(Float32Array.from({ length: 1024 }, (_, at) => amplitude * Math.sin(at / 5)));
  expect(tone(0)).toBe(0);
  expect(tone(0.001)).toBe(0);
  expect(tone(0.03)).toBeCloseTo(0.55, 1);
  expect(tone(1)).toBe(1);
});
