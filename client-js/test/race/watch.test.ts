import { expect, test } from "vitest";
import { TIMING } from "../../src/race/timing.js";
import { type Finding, Watch } from "../../src/race/watch.js";

/** A watch that looks each 50 ms; `answer` ms is what a ping takes. */
function watched(answer = Number.POSITIVE_INFINITY, counts = false) {
  let now = 0;
  const watch = new Watch(now);
  watch.answered(Number.isFinite(answer) ? answer : 5); // the ping with which watching begins
  let asked: number | undefined;
  const look = (came: boolean, ms: number = TIMING.look): Finding => {
    now += ms;
    const pong = asked !== undefined && now - asked >= answer;
    if (pong) {
      watch.answered(answer);
      asked = undefined;
    }
    const finding = watch.look(now, came || pong, counts);
    if (finding !== "flowing") {
      asked ??= now;
      watch.asked();
      if (counts) watch.counted();
    }
    return finding;
  };
  const flow = (looks: number) => {
    for (let i = 0; i < looks; i++) look(true);
  };
  const until = (wanted: Finding) => {
    const start = now;
    while (now - start < 20_000) if (look(false) === wanted) return now - start;
    return undefined;
  };
  return { watch, look, flow, until };
}

test("nothing more comes: dead after 200 ms", () => {
  const { flow, until } = watched();
  flow(40);
  expect(until("dead")).toBe(200);
});

test("where the transport's packets can be counted, two counts must agree", () => {
  const { flow, until } = watched(Number.POSITIVE_INFINITY, true);
  flow(40);
  expect(until("dead")).toBe(200);
});

test("no flow at all, but each ping is answered: never silent", () => {
  for (const answer of [5, 80]) {
    const { look } = watched(answer);
    const findings = new Set(Array.from({ length: 400 }, () => look(false)));
    expect(findings).not.toContain("silent");
    expect(findings).not.toContain("dead");
  }
});

test("a long way is suspect at times, and never dead", () => {
  for (const answer of [149, 300, 600]) {
    const { look } = watched(answer);
    const findings = new Set(Array.from({ length: 400 }, () => look(false)));
    expect(findings).not.toContain("dead");
  }
});

test("gaps of 440 ms, as audio with DTX has them, are answered by pings", () => {
  const { look } = watched(20);
  const findings = Array.from({ length: 900 }, (_, i) => look(i % 9 === 0));
  expect(new Set(findings)).toEqual(new Set(["flowing", "quiet"]));
});

test("before a ping was ever answered, it waits longer", () => {
  const watch = new Watch(0);
  const findings = Array.from({ length: 8 }, (_, i) => {
    const finding = watch.look((i + 1) * 50, false, false);
    if (finding !== "flowing") watch.asked();
    return finding;
  });
  expect(findings.indexOf("dead")).toBe(7);
});

test("an uneven flow raises the threshold, to a second at most, and a steady one lowers it", () => {
  const { watch, look, flow } = watched();
  flow(40);
  expect(watch.threshold).toBe(TIMING.silence);
  for (let i = 0; i < 40; i++) look(i % 8 === 0);
  const raised = watch.threshold;
  expect(raised).toBeGreaterThan(400);
  expect(raised).toBeLessThanOrEqual(TIMING.unevenness);
  flow(60);
  expect(watch.threshold).toBe(TIMING.silence);
});

test("late looks raise the threshold and the patience fourfold, beyond a second, and it sinks", () => {
  const { watch, look, flow, until } = watched();
  flow(40);
  expect(look(true, 375)).toBe("flowing");
  expect(watch.threshold).toBeGreaterThanOrEqual(TIMING.silence + 4 * 300);
  const found = until("dead") ?? 0;
  expect(found).toBeGreaterThan(700);
  expect(found).toBeLessThan(2000);
  flow(300);
  expect(watch.threshold).toBeLessThan(TIMING.silence + 20);
  expect(until("dead")).toBeLessThan(260);
});

test("a look that was late itself condemns nothing: the answer may wait in the same starved page", () => {
  const { flow, look } = watched();
  flow(40);
  look(false);
  expect(look(false)).toBe("quiet");
  expect(look(false, 400)).toBe("quiet");
  expect(look(false)).toBe("quiet");
  expect(look(true)).toBe("flowing");
});

test("looks that are always late, as in a hidden tab, still find what is gone", () => {
  const { look } = watched();
  for (let i = 0; i < 10; i++) look(true, 1000);
  const findings = Array.from({ length: 8 }, () => look(false, 1000));
  expect(findings.indexOf("dead")).toBeGreaterThan(2);
});

test("the other end is late, as its answer tells: the threshold here rises as well, and sinks", () => {
  const { watch, flow, until } = watched();
  flow(40);
  watch.answered(5, 150);
  expect(watch.threshold).toBe(TIMING.silence + 600);
  flow(300);
  expect(until("dead")).toBeLessThanOrEqual(TIMING.silence + TIMING.look);
});

test("what was taken for dead and came back doubles the threshold, for some minutes", () => {
  const { watch, flow, until } = watched();
  flow(40);
  watch.mistaken();
  expect(watch.threshold).toBe(2 * TIMING.silence);
  expect(until("dead")).toBeGreaterThanOrEqual(390);
  for (let i = 0; i < 5; i++) watch.mistaken();
  expect(watch.threshold).toBe(TIMING.caution * TIMING.silence);
  flow((20 * 60_000) / TIMING.look);
  expect(watch.threshold).toBe(TIMING.silence);
});

test("whatever is late and was mistaken, 5 s of silence are a break", () => {
  const { watch, look, until } = watched();
  for (let i = 0; i < 20; i++) look(true, 900);
  for (let i = 0; i < 5; i++) watch.mistaken();
  expect(watch.threshold).toBe(TIMING.longest);
  expect(until("dead")).toBeLessThanOrEqual(TIMING.longest + 200);
});

test("a break says nothing about the flow", () => {
  const { watch, flow, until, look } = watched();
  flow(40);
  until("dead");
  for (let i = 0; i < 20; i++) look(false);
  flow(1);
  expect(watch.threshold).toBe(TIMING.silence);
});

test("a machine that slept has missed nothing yet", () => {
  const { watch, flow, look } = watched();
  flow(40);
  expect(look(false, 60_000)).toBe("quiet");
  expect(watch.silence).toBe(TIMING.sleep);
  expect(look(true)).toBe("flowing");
});

test("another connection begins without the silence of the one before", () => {
  const { watch, flow, look, until } = watched();
  flow(40);
  until("dead");
  watch.reset(10_000);
  expect(watch.silence).toBe(0);
  expect(look(true)).toBe("flowing");
});
