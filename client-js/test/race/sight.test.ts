import { expect, test } from "vitest";
import type { Lane } from "../../src/race/lane.js";
import { hold, type Shot } from "../../src/race/shot.js";
import { Sight } from "../../src/race/sight.js";
import { TIMING } from "../../src/race/timing.js";

/** A lane after a break: what it is told to do, and what it shows. */
function returned(picture = true) {
  const done: string[] = [];
  let pictures = 0;
  let now = 1000;
  const lane = {
    shoot: (shot: Shot) => done.push(shot === hold ? "hold" : "kick"),
    wantKey: () => done.push("want"),
    pictures: () => String(pictures),
  } as unknown as Lane;
  const sight = new Sight();
  sight.returned(lane, picture, now);
  /** Time passes, in which new pictures show or none does. */
  const pass = (looks: number, shows: boolean) => {
    done.length = 0;
    for (let i = 0; i < looks; i++) {
      now += TIMING.keyFrame;
      if (shows) pictures++;
      sight.look(now);
    }
    return done.join(" ");
  };
  return { done, pass, sight, lane };
}

test("a key frame is made at once, and once more, even when all is well here", () => {
  const { done, pass } = returned();
  expect(done).toEqual(["kick"]);
  expect(pass(1, true)).toBe("kick");
  expect(pass(20, true)).toBe("");
});

test("who is blind asks and makes, for as long as that lasts, and not for ever", () => {
  const { pass } = returned();
  expect(pass(3, false)).toBe("want kick want kick want kick");
  expect(pass(1, true)).toBe("");
  expect(pass(100, false)).toBe(
    Array(TIMING.keyFrames - 4)
      .fill("want kick")
      .join(" "),
  );
});

test("who sees a first picture and then no more is blind again", () => {
  const { pass } = returned();
  pass(3, true);
  expect(pass(2, false)).toBe("want kick want kick");
});

test("where no pictures are expected none is asked for", () => {
  const { pass } = returned(false);
  expect(pass(20, false)).toBe("kick");
});

test("what carries the person now is another connection: nothing is done any more", () => {
  const { pass, sight } = returned();
  sight.clear();
  expect(pass(20, false)).toBe("");
});

test("nothing is sent into silence, which is said once, and a key frame ends that", () => {
  const { done, sight, lane } = returned();
  done.length = 0;
  sight.hold(lane);
  sight.hold(lane);
  expect(sight.held).toBe(lane);
  sight.returned(lane, true, 5000);
  expect(sight.held).toBe(undefined);
  sight.hold(lane);
  expect(done).toEqual(["hold", "kick", "hold"]);
});
