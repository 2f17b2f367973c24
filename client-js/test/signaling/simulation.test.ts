import { expect, test } from "vitest";
import { run } from "./simulation.js";

// SEED=17 SEEDS=1 repeats one run.
const SEEDS = Number(process.env.SEEDS ?? (process.env.VERIFY_LONG ? 1500 : 60));
const FIRST = Number(process.env.SEED ?? 1);

test.each(Array.from({ length: SEEDS }, (_, i) => FIRST + i))("seed %i", async (seed) => {
  const { server, ledger, people, alive } = await run(seed);
  expect(server.invalid).toEqual([]);
  expect(ledger.violations).toEqual([]);
  expect(ledger.unheard(alive.map((person) => person.session))).toEqual([]);
  expect(new Set(server.applied).size).toBe(server.applied.length);
  expect(alive.length).toBeGreaterThan(0);
  for (const { signaling, pending, failure, failures } of alive) {
    expect(failures).toEqual([]);
    expect(failure).toBeUndefined();
    expect(signaling?.state).toBe("connected");
    expect(signaling?.roster.head).toEqual(server.room.head);
    expect([...(signaling?.roster.members.values() ?? [])]).toEqual([
      ...server.room.members.values(),
    ]);
    expect(pending).toBe(0);
  }
  expect([...server.room.members.keys()].sort()).toEqual(alive.map((p) => p.session).sort());
  for (const person of alive) person.leave();
  for (const person of people) if (!person.crashed) expect(person.clock.ahead).toBe(0);
});
