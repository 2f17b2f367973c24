import { expect, test } from "vitest";
import {
  callerName,
  endText,
  isUserId,
  LIGHT_TEXT,
  lightOf,
  missedText,
  moodOf,
  refusalText,
} from "../src/ring/words.js";
import type { Presence } from "../src/sdk.js";

const presence = (change: Partial<Presence>): Presence => ({
  user: "ada",
  sessions: 1,
  calls: 0,
  status: {},
  ...change,
});

test.each([
  [undefined, "unknown"],
  [presence({ sessions: 0, calls: 0, status: { mood: "away" } }), "offline"],
  [presence({}), "here"],
  [presence({ calls: 2 }), "call"],
  [presence({ status: { call: true } }), "call"],
  [presence({ status: { call: "<b>" } }), "here"],
  [presence({ status: { mood: "away" } }), "away"],
  [presence({ calls: 1, status: { mood: "quiet" } }), "quiet"],
  [presence({ status: { mood: "<b>" } }), "here"],
] as const)("%j is shown as %s", (seen, light) => {
  expect(lightOf(seen)).toBe(light);
  expect(LIGHT_TEXT[light]).not.toBe("");
});

test("a mood that nobody knows is none", () => {
  for (const mood of ["", "toString", "__proto__", 7, true]) expect(moodOf({ mood })).toBe("here");
});

test.each(["ada", "ada@example.org", "a.b_c~d:e+f-1", "x".repeat(128)])("%s is a user", (id) => {
  expect(isUserId(id)).toBe(true);
});

test.each(["", "a b", "<b>", "ä", "a/b", "x".repeat(129)])("%j is no user", (id) => {
  expect(isUserId(id)).toBe(false);
});

test("who calls is named as they say, cut, and else by their user id", () => {
  expect(callerName({ name: " Ada " }, "ada")).toBe("Ada");
  expect(callerName({ name: "x".repeat(500) }, "ada")).toHaveLength(60);
  for (const name of ["", "  ", 7, true]) expect(callerName({ name }, "ada")).toBe("ada");
  expect(callerName({}, "ada")).toBe("ada");
});

test("each end of a call is told to the one who has to know", () => {
  expect(endText("ada", { reason: "declined" })).toBe("ada declined.");
  expect(endText("ada", { reason: "busy" })).toBe("ada is busy.");
  expect(endText("ada", { reason: "expired" })).toBe("ada did not answer.");
  for (const reason of ["accepted", "cancelled"] as const)
    expect(endText("ada", { reason })).toBe(undefined);
  expect(missedText("Ada", { reason: "accepted" })).toContain("another page");
  expect(missedText("Ada", { reason: "cancelled" })).toContain("missed a call from Ada");
  expect(missedText("Ada", { reason: "expired" })).toContain("missed a call from Ada");
  expect(missedText("Ada", { reason: "busy" })).toBe(undefined);
});

test("why nobody rings is said", () => {
  expect(refusalText("ada", "unknown-peer")).toBe("ada is not here now.");
  expect(refusalText("ada", "forbidden")).toContain("may not");
  expect(refusalText("ada", "unavailable")).toContain("try again");
});
