import { expect, test } from "vitest";
import { ParleyError } from "../../src/errors.js";
import { type CommandFrame, Commands } from "../../src/signaling/commands.js";
import type { ErrorFrame, Retry } from "../../src/signaling/frames.js";
import { World } from "./world.js";

function commands() {
  const world = new World(1);
  const clock = world.clock();
  const sent: (CommandFrame & { at: number })[] = [];
  let ids = 0;
  const all = new Commands(
    clock,
    (frame) => sent.push({ ...frame, at: world.now }) > 0,
    () => `c${++ids}`,
  );
  return { world, clock, sent, all };
}

const refusal = (code: string, retry: Retry, after?: number): ErrorFrame => ({
  type: "error",
  code,
  retry,
  message: code,
  ...(after !== undefined && { after }),
});

test("a command is repeated, the same, each 2 s until it is answered", async () => {
  const { world, clock, sent, all } = commands();
  const done = all.run({ type: "update", set: { a: 1 }, unset: [] });
  await world.pass(5000);
  expect(sent.map(({ id, at }) => [id, at])).toEqual([
    ["c1", 0],
    ["c1", 2000],
    ["c1", 4000],
  ]);
  all.answered("c1");
  await done;
  expect(clock.ahead).toBe(0);
});

test("a resume repeats what is not answered", () => {
  const { sent, all } = commands();
  void all.run({ type: "ice" });
  all.resumed();
  expect(sent.map(({ id }) => id)).toEqual(["c1", "c1"]);
});

test("one update is outstanding; those behind it become one", async () => {
  const { sent, all } = commands();
  const done = [
    all.run({ type: "update", set: { a: 1 }, unset: [] }),
    all.run({ type: "update", set: { a: 2, b: 2 }, unset: ["c"] }),
    all.run({ type: "update", set: { c: 3 }, unset: ["b"] }),
  ];
  expect(sent).toHaveLength(1);
  all.answered("c1");
  expect(sent).toMatchObject([{ id: "c1" }, { id: "c2", set: { a: 2, c: 3 }, unset: ["b"] }]);
  all.answered("c2");
  await Promise.all(done);
});

test("commands that change the room go one after the other, in order; ice does not wait", () => {
  const { sent, all } = commands();
  void all.run({ type: "moderate", action: "kick", session: "somebody" });
  void all.run({ type: "update", set: { a: 1 }, unset: [] });
  void all.run({ type: "moderate", action: "key", key: "topic" });
  void all.run({ type: "update", set: { a: 2 }, unset: [] });
  void all.run({ type: "ice" });
  expect(sent.map(({ type }) => type)).toEqual(["moderate", "ice"]);
  for (const id of ["c1", "c2", "c3", "c4"]) all.answered(id);
  expect(sent.map(({ id }) => id)).toEqual(["c1", "c5", "c2", "c3", "c4"]);
});

test("a refusal for good rejects with its code, and lets the next one go", async () => {
  const { sent, all } = commands();
  const refused = all.run({ type: "moderate", action: "kick", session: "somebody" });
  void all.run({ type: "update", set: { a: 1 }, unset: [] });
  all.answered("c1", refusal("forbidden", "never"));
  await expect(refused).rejects.toMatchObject({ code: "forbidden", retryable: false });
  expect(sent.map(({ id }) => id)).toEqual(["c1", "c2"]);
});

test("a refusal for now is followed by the same again, after the time that it names", async () => {
  const { world, sent, all } = commands();
  void all.run({ type: "ice" });
  all.answered("c1", refusal("unavailable", "same", 700));
  await world.pass(699);
  expect(sent).toHaveLength(1);
  await world.pass(1);
  expect(sent.map(({ id }) => id)).toEqual(["c1", "c1"]);
});

test("an answer that comes twice, or to nothing, is ignored", () => {
  const { all } = commands();
  void all.run({ type: "ice" });
  all.answered("c1");
  all.answered("c1");
  all.answered("c9", refusal("forbidden", "never"));
});

test("at the end all that wait are rejected, and no timer is left", async () => {
  const { clock, all } = commands();
  const first = all.run({ type: "update", set: { a: 1 }, unset: [] });
  const second = all.run({ type: "update", set: { a: 2 }, unset: [] });
  all.stop(new ParleyError("left", "gone"));
  await expect(first).rejects.toMatchObject({ code: "left" });
  await expect(second).rejects.toMatchObject({ code: "left" });
  expect(clock.ahead).toBe(0);
});
