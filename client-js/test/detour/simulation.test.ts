import { expect, test } from "vitest";
import { NO_FAULTS } from "../signaling/wire.js";
import { type Town, town } from "./simulation.js";

// SEED=17 SEEDS=1 repeats one run.
const SEEDS = Number(process.env.SEEDS ?? (process.env.VERIFY_LONG ? 1000 : 40));
const FIRST = Number(process.env.SEED ?? 1);

/** Somebody, and somebody else. */
function two({ world, pages }: Town) {
  const a = world.pick(pages);
  const b = world.pick(pages.filter((each) => each !== a));
  if (!a || !b) throw new Error("an empty room");
  return { a, b };
}

/** A minute in which gateways and paths come and go, and some of those who carry are no good. */
async function storm(made: Town): Promise<void> {
  const { world, pages } = made;
  for (let step = 0; step < 200; step++) {
    await world.pass(300);
    if (step % 60 === 59) made.start(); // a session ends when it reaches no gateway for 45 s
    for (const { person } of pages) if (world.chance(0.6)) person.act();
    const { a, b } = two(made);
    const dice = world.random();
    if (dice < 0.05) made.stop();
    else if (dice < 0.08) made.stop(a);
    else if (dice < 0.12) a.person.wire.cut(world.chance(0.5), world.chance(0.5));
    else if (dice < 0.2) made.start();
    else if (dice < 0.3) made.cut(a, b);
    else if (dice < 0.35) made.channels.cut(a, b);
    else if (dice < 0.45) made.heal(a, b);
    else if (dice < 0.5) a.forwards = (frame) => (world.chance(0.5) ? [frame, frame] : []);
  }
}

test.each(Array.from({ length: SEEDS }, (_, i) => FIRST + i))("seed %i", async (seed) => {
  const made = await town(4, seed);
  const { world, ledger, pages } = made;
  for (const { person } of pages) person.wire.faults = { lose: 0, double: 0.05, delay: 0.1 };
  await storm(made);
  for (const { person } of pages) person.wire.faults = NO_FAULTS;
  made.stop(); // it must come to its end without any gateway
  for (const a of pages) {
    a.forwards = (frame) => [frame];
    for (const b of pages) if (a !== b) made.heal(a, b);
  }
  const [a, b] = [pages[0], pages[1]];
  if (a && b) made.cut(a, b);
  await world.pass(20_000);
  expect(ledger.violations).toEqual([]);
  expect(ledger.unheard(pages.map(({ person }) => person.session))).toEqual([]);
  made.start();
  await world.pass(60_000);
  expect(ledger.violations).toEqual([]);
  expect(ledger.unheard(pages.map(({ person }) => person.session))).toEqual([]);
});
