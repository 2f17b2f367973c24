import { expect, test } from "vitest";
import { Link } from "../../src/signaling/link.js";
import { World } from "./world.js";

function link() {
  const world = new World(1);
  const sent: string[] = [];
  const made = new Link(3, world.clock(), ({ seq }) => sent.push(`${world.now} ${seq}`) > 0);
  for (const n of [1, 2]) made.push("app", { n });
  sent.length = 0;
  return { world, sent, made };
}

test("a word of the peer on another link, soon after: what is not acknowledged in 250 ms goes again", async () => {
  const { world, sent, made } = link();
  await world.pass(100);
  made.nudge();
  made.nudge();
  await world.pass(149);
  expect(sent).toEqual([]);
  await world.pass(1);
  expect(sent).toEqual(["250 1", "250 2"]);
  made.nudge();
  await world.pass(1000);
  expect(sent).toHaveLength(2);
});

test("what is acknowledged meanwhile does not", async () => {
  const { world, sent, made } = link();
  await world.pass(100);
  made.nudge();
  made.acked(2);
  await world.pass(60_000);
  expect(sent).toEqual([]);
});

test("after a long silence it goes at once, and then by its own time again", async () => {
  const { world, sent, made } = link();
  await world.pass(5000);
  const before = sent.length;
  made.nudge();
  expect(sent.slice(before)).toEqual(["5000 1", "5000 2"]);
  await world.pass(999);
  expect(sent).toHaveLength(before + 2);
  await world.pass(1);
  expect(sent).toHaveLength(before + 4);
});
