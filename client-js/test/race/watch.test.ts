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
  expect(raised).toBeLessThanOrEqual(TIMING.longestSilence);
  flow(60);
  expect(watch.threshold).toBe(TIMING.silence);
});

test("looks that come late raise the threshold, and it sinks when they are in time again", () => {
  const { watch, look, flow } = watched();
  for (let i = 0; i < 40; i++) look(true, 90);
  expect(watch.threshold).toBeGreaterThan(TIMING.silence + 100);
  flow(60);
  expect(Math.round(watch.threshold)).toBe(TIMING.silence);
});

test("a break says nothing about the flow", () => {
  const { watch, flow, until, look } = watched();
  flow(40);
  until("dead");
  for (let i = 0; i < 20; i++) look(false);
  flow(1);
  expect(watch.threshold).toBe(TIMING.silence);
});

test("looks that came late are no silence: a machine that slept, a tab that is throttled", () => {
  const { watch, flow, look } = watched();
  flow(40);
  expect(look(false, 60_000)).toBe("quiet");
  expect(watch.silence).toBe(TIMING.lateLook);
  expect(look(true, 1000)).toBe("flowing");
  expect(look(false, 1000)).toBe("quiet");
});

test("another connection begins without the silence of the one before", () => {
  const { watch, flow, look, until } = watched();
  flow(40);
  until("dead");
  watch.reset(10_000);
  expect(watch.silence).toBe(0);
  expect(look(true)).toBe("flowing");
});
