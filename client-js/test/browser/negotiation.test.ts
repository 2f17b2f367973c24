import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { until, useLab } from "./lab.js";
import type { End } from "./page/links.js";

declare global {
  /** Makes two ends; they are in `ends` then, the impolite one first. */
  var pair: () => Promise<unknown>;
  var ends: readonly [End, End];
}

const lab = await useLab();
let page: Page;
beforeEach(async () => {
  page = await lab.page("links");
  await page.evaluate(() => pair());
});

const stable = () =>
  until(page, () => {
    const [a, b] = ends.map((end) => end.agreed());
    return (
      ends.every((end) => end.stable) && a?.[0] !== undefined && a[0] === b?.[1] && a[1] === b[0]
    );
  });
/** The impolite end has said all its candidates: some come after the answer. */
const gathered = () => until(page, () => ends[0].sent.some(({ data }) => "end" in data));
const errors = () => page.evaluate(() => ends.flatMap((end) => end.errors));

async function flowing(): Promise<void> {
  const before = await page.evaluate(() => Promise.all(ends.map((end) => end.decoded())));
  const moved = async (then: number[]) => {
    const now = await Promise.all(ends.map((end) => end.decoded()));
    return now.every((frames, end) => frames > (then[end] ?? 0) + 3);
  };
  await until(page, moved, before);
}

test("both ends renegotiate in the same tick 200 times: it ends stable, and media flows", async () => {
  await page.evaluate(() => ends[0].offer());
  await stable();
  const collisions = await page.evaluate(async () => {
    let crossed = 0;
    const settled = (before: number[]) =>
      ends.every(({ pc }) => pc.signalingState === "stable") &&
      ends.some((end, i) => end.offers() > (before[i] ?? 0));
    for (let round = 0; round < 200; round++) {
      const before = ends.map((end) => end.offers());
      for (const { pc } of ends) pc.restartIce();
      if (round % 5 === 0) continue; // these run into the next one
      while (!settled(before)) await new Promise((resolve) => setTimeout(resolve));
      if (ends.every((end, i) => end.offers() > (before[i] ?? 0))) crossed++;
    }
    return crossed;
  });
  expect(collisions).toBeGreaterThan(50);
  await stable();
  await flowing();
  expect(await errors()).toEqual([]);
  expect(await page.evaluate(() => ends.map(({ made }) => made.length))).toEqual([1, 1]);
});

for (const first of [0, 1] as const) {
  test(`the second offers cross, the first was that of end ${first}: both go on to show pictures`, async () => {
    await page.evaluate((end) => ends[end].offer(), first);
    await stable();
    await flowing();
    const before = await page.evaluate(() => ends.map((end) => end.offers()));
    await page.evaluate(() => {
      for (const { pc } of ends) pc.restartIce();
    });
    await until(page, (then) => ends.every((end, i) => end.offers() > (then[i] ?? 0)), before);
    await stable();
    await page.evaluate(() => Promise.all(ends.map((end) => end.shows(5))));
    expect(await errors()).toEqual([]);
  });
}

test("both make the first offer at once: the polite end starts over and answers", async () => {
  await page.evaluate(() => {
    for (const end of ends) end.offer();
  });
  await stable();
  await flowing();
  const slots = await page.evaluate(() =>
    ends.map(({ pc }) => pc.getTransceivers().map(({ currentDirection }) => currentDirection)),
  );
  expect(slots).toEqual(Array(2).fill(["sendrecv", "sendrecv"]));
  expect(await page.evaluate(() => ends.map(({ made }) => made.length))).toEqual([1, 2]);
  expect(await errors()).toEqual([]);
});

test("a screen's slots are added by the impolite end alone, whoever shares", async () => {
  await page.evaluate(() => ends[0].offer());
  await stable();
  const before = await page.evaluate(() => ends.map((end) => end.offers()));
  await page.evaluate(() => {
    ends[1].share();
    for (const end of ends) end.link?.slots.widen(false);
    ends[0].share();
  });
  await until(page, () => ends.every((end) => end.link?.tracks.size === 4));
  await stable();
  const after = await page.evaluate(() => ends.map((end) => end.offers()));
  expect(after).toEqual([(before[0] ?? 0) + 1, before[1]]);
  for (const each of [0, 1] as const) {
    const slots = await page.evaluate((i) => ends[i].slots(), each);
    expect(slots).toEqual(["0 audio", "1 video", "3 video", "4 audio"]);
    expect(await page.evaluate((i) => ends[i].sections(), each)).toBe(5);
  }
  expect(await errors()).toEqual([]);
  await flowing();
});

test("candidates of an older generation never reach the connection", async () => {
  await page.evaluate(() => ends[0].offer());
  await stable();
  await gathered();
  const old = await page.evaluate(() => ends[0].sent.find(({ data }) => data.ufrag));
  await page.evaluate(() => ends[0].pc.restartIce());
  await until(page, (ufrag) => !ends[1].agreed().includes(ufrag), old?.data.ufrag);
  await stable();
  const added = await page.evaluate((late) => {
    if (!late) throw new Error("no candidates were sent");
    ends[1].pc.candidates = [];
    ends[1].receive(late);
    return ends[1].pc.candidates;
  }, old);
  expect(added).toEqual([]);
  expect(await errors()).toEqual([]);
});

test("candidates ahead of their description wait for it", async () => {
  await page.evaluate(() => ends[0].offer());
  await stable();
  await gathered();
  const [before, after] = await page.evaluate(async () => {
    const [a, b] = ends;
    const held: Parameters<End["receive"]>[0][] = [];
    const receive = b.receive.bind(b);
    b.receive = (signal) => void held.push(signal);
    a.pc.restartIce();
    while (!held.some(({ kind }) => kind === "candidates"))
      await new Promise((r) => setTimeout(r, 5));
    b.pc.candidates = [];
    for (const signal of held.filter(({ kind }) => kind === "candidates")) receive(signal);
    const waiting = b.pc.candidates.length;
    for (const signal of held.filter(({ kind }) => kind === "description")) receive(signal);
    b.receive = receive;
    return [waiting, b.pc.candidates.length];
  });
  expect(before).toBe(0);
  expect(after).toBeGreaterThan(0);
  await stable();
  await flowing();
  expect(await errors()).toEqual([]);
});

test("an answer to another offer, and signals that are none, change nothing", async () => {
  await page.evaluate(() => ends[0].offer());
  await stable();
  const answer = await page.evaluate(() => ends[1].sent.find(({ kind }) => kind === "description"));
  await page.evaluate((stale) => {
    if (stale) ends[0].receive(stale);
    const wrong = [{}, { description: {} }, { negotiation: 1, description: { type: "offer" } }];
    for (const data of wrong) ends[0].receive({ kind: "description", data } as never);
    for (const data of [{}, { ufrag: "x" }]) ends[0].receive({ kind: "candidates", data } as never);
  }, answer);
  await flowing();
  expect(await errors()).toEqual([]);
});

test("every generation of candidates has its end", async () => {
  await page.evaluate(() => ends[0].offer());
  await stable();
  await until(page, () => ends.every(({ sent }) => sent.some(({ data }) => "end" in data)));
  const ended = await page.evaluate(() =>
    ends.map(({ sent }) => sent.find(({ data }) => "end" in data)?.data.ufrag),
  );
  expect(ended).toEqual(await page.evaluate(() => ends.map((end) => end.agreed()[0])));
});
