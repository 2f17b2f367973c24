import { describe, expect, test } from "vitest";
import { next } from "../../src/race/machine.js";
import type { Around, Path, PathEvent } from "../../src/race/path.js";
import { TIMING } from "../../src/race/timing.js";
import { around, events, NOW, raced, START, states, told } from "./steps.js";

describe("what time brings", () => {
  const at = (path: Path, ms: number, more: Partial<Around> = {}) =>
    told(path, events.tick, around({ now: NOW - 100 + ms, ...more }));

  test("the other side acts when the owner has not for 1.5 s", () => {
    const { path } = next(
      states.suspect,
      events.confirmed,
      around({ owner: false, now: NOW - 100 }),
    );
    expect(at(path, TIMING.owner - 1, { owner: false })).toBe("=");
    expect(at(path, TIMING.owner, { owner: false })).toBe("race, open, restart");
    const { path: offered } = next(path, events.offered, around({ owner: false }));
    expect(at(offered, TIMING.owner, { owner: false })).toBe("=");
  });

  test("whoever makes the connections makes one by relay alone after 3 s, once", () => {
    expect(at(states.race, TIMING.relay - 1)).toBe("=");
    expect(at(states.race, TIMING.relay)).toBe("race, relay");
    const { path } = next(states.race, events.tick, around({ now: NOW - 100 + TIMING.relay }));
    expect(at(path, TIMING.relay + 50)).toBe("=");
    const listening = { ...raced, made: false };
    expect(at(listening, TIMING.relay, { owner: false })).toBe("=");
    expect(at(states.first, TIMING.relay)).toBe("race, relay");
    expect(at(states.first, TIMING.relay, { owner: false })).toBe("=");
  });

  test("a race of 15 s is parked, and the next one begins within a bound that grows", () => {
    const bounds = [1000, 2000, 4000, 8000, 15_000, 30_000, 30_000];
    const later = { now: NOW - 100 + TIMING.race };
    bounds.forEach((bound, tries) => {
      const { path } = next({ ...raced, tries }, events.tick, around({ ...later, chance: 0.5 }));
      expect(path).toEqual({ at: "parked", tries: tries + 1, until: later.now + bound / 2 });
      const rest = (ms: number) => told(path, events.tick, around({ now: later.now + ms }));
      expect(rest(bound / 2 - 1)).toBe("=");
      expect(rest(bound / 2)).toBe(START);
    });
  });

  test("in a race, a change of the network is worth another connection once 0.5 s have passed", () => {
    const now = NOW - 100 + TIMING.again;
    expect(told(states.race, events.network, around({ now }))).toBe("race, open, restart");
  });

  test("the old way back after the race was parked: nothing new is made for 1.5 s", () => {
    const { path } = next(states.parked, events.heard, around());
    expect(told(path, events.tick, around({ now: NOW + TIMING.owner - 1 }))).toBe("=");
    expect(told(path, events.tick, around({ now: NOW + TIMING.owner }))).toBe(
      "race, open, restart",
    );
  });
});

describe("when no more races may begin", () => {
  const busy = around({ free: false });
  test("a suspect waits, and so does what is parked", () => {
    expect(told(states.suspect, events.confirmed, busy)).toBe("=");
    expect(told(states.stable, events.deaf, busy)).toBe("=");
    expect(told({ ...states.parked, until: 0 }, events.tick, busy)).toBe("=");
    const { path } = next(states.parked, events.network, busy);
    expect(told(path, events.tick, around())).toBe(START);
  });

  test("a race that the other side began is joined all the same", () => {
    expect(told(states.stable, events.offered, busy)).toBe("race, standby");
  });
});

describe("the winner", () => {
  test("is the first link that both sides decode, in the owner's order", () => {
    const after = (...more: PathEvent[]) =>
      more.reduce((path, event) => next(path, event, around()).path, raced as Path);
    const path = after(
      { type: "decodes", link: 5 },
      { type: "decodes", link: 3 },
      { type: "decoded", link: 7 },
      { type: "decoded", link: 3 },
    );
    expect(path).toMatchObject({ kept: 3 });
    expect(told(path, { type: "decoded", link: 5 }, around())).toBe("race");
    expect(told(path, { type: "kept", link: 5 }, around())).toBe("=");
  });

  test("is never a link that was given up", () => {
    const { path } = next(states.stable, { type: "failed", link: 3 }, around());
    expect(told(path, events.decodes, around())).toBe("=");
  });

  test("that goes before it is agreed upon is none, and whoever made it makes another", () => {
    const { path } = next(states.decided, events.gone, around());
    expect(path).toMatchObject({ mine: [], theirs: [], kept: undefined });
    expect(told(path, events.tick, around())).toBe("=");
    const now = NOW - 100 + TIMING.again;
    expect(told(path, events.tick, around({ now }))).toBe("race, open, restart");
    const { path: other } = next({ ...states.decided, made: false }, events.gone, around());
    expect(told(other, events.tick, around({ now }))).toBe("=");
  });

  test("is none of several links that failed", () => {
    const failed = (path: Path, link: number) =>
      next(path, { type: "failed", link }, around()).path;
    const path = failed(failed(states.stable, 1), 3);
    for (const link of [1, 3]) {
      expect(told(path, { type: "decodes", link }, around())).toBe("=");
    }
  });

  test("shows once: a link that decodes later changes no picture", () => {
    expect(told(states.decoding, { type: "decodes", link: 1 }, around())).toBe("race, decoded 1");
  });
});
