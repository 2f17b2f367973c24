import { expect, test } from "vitest";
import { describe as describePerson, personOf } from "../src/call/person.js";
import { farewellOf, isFinal } from "../src/farewell.js";
import { problemsOf } from "../src/lobby/problems.js";
import type { Peer, Profile } from "../src/sdk.js";

test("one cause for both devices is told once, two causes are told apart", () => {
  expect(problemsOf({ camera: "permission-denied", microphone: "permission-denied" })).toHaveLength(
    1,
  );
  expect(problemsOf({ camera: "device-busy", microphone: "permission-denied" })).toHaveLength(2);
  expect(problemsOf({})).toEqual([]);
});

test.each([
  "insecure-context",
  "permission-denied",
  "system-denied",
  "no-device",
  "device-busy",
  "capture-failed",
])("a device in trouble by %s comes with something to do", (trouble) => {
  const [problem] = problemsOf({ microphone: trouble });
  expect(problem?.title).toContain("microphone");
  expect(problem?.advice).toMatch(/try again|join without|used at once|https/i);
});

test("errors that do not pass get a page, others a line in the lobby", () => {
  const final = ["kicked", "banned", "denied", "room-locked", "room-closed", "room-full"];
  const never = ["bad-secret", "bad-token", "token-expired", "session-taken", "unsupported"];
  for (const code of [...final, ...never]) {
    expect(isFinal(code)).toBe(true);
    expect(farewellOf(code).text).toMatch(/ask|start|join|go on|open|try/i);
  }
  for (const code of ["unreachable", "unavailable", "rate-limited", "aborted", ""]) {
    expect(isFinal(code)).toBe(false);
  }
});

test("somebody removed is not sent back into the room, somebody turned away may knock again", () => {
  for (const code of ["kicked", "banned", "room-closed"])
    expect(farewellOf(code).again).toBe(false);
  for (const code of ["denied", "room-locked"]) expect(farewellOf(code).again).toBe(true);
  expect(farewellOf("something-new").again).toBe(true);
});

const peer = (change: Partial<Peer>): Peer => ({
  id: "1",
  profile: { name: "Ada", mic: "on", camera: "on" },
  role: "member",
  publish: ["microphone", "camera", "screen", "data"],
  state: "up",
  connection: "connected",
  screen: null,
  stream: {} as MediaStream,
  ...change,
});

test.each([
  ["up", "connected", "here"],
  ["away", "connected", "away"],
  ["up", "lost", "lost"],
  ["away", "lost", "lost"],
  ["up", "weak", "weak"],
  ["away", "weak", "weak"],
  ["away", "connecting", "lost"],
  ["up", "connecting", "connecting"],
] as const)("%s and %s is shown as %s", (state, connection, presence) => {
  expect(personOf(peer({ state, connection })).presence).toBe(presence);
});

test("a screen reader hears what the icons say", () => {
  const person = personOf(peer({ profile: { name: "Ada", mic: "off", camera: "none" } }));
  expect(describePerson(person)).toBe("Ada, microphone off, camera off");
});

test("a screen reader hears how the way to somebody is", () => {
  const said = (["weak", "lost"] as const).map((connection) =>
    describePerson(personOf(peer({ connection }))),
  );
  expect(said).toEqual(["Ada, Weak connection …", "Ada, Connection lost …"]);
});

test.each(["  ", "", 7, true, undefined])("somebody called %j is a guest", (name) => {
  expect(personOf(peer({ profile: { name } as Profile })).name).toBe("Guest");
});

test("what a moderator took is told apart from what is off by choice", () => {
  const muted = personOf(peer({ publish: ["screen", "data"] }));
  expect(describePerson(muted)).toBe("Ada, muted by a moderator, camera taken by a moderator");
  const observer = personOf(peer({ role: "observer", publish: [], profile: { name: "Ada" } }));
  expect(describePerson(observer)).toBe("Ada, microphone off, camera off");
});
