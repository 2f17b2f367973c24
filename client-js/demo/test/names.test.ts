import { expect, test } from "vitest";
import { hueOf, initials, isRoomName, slugify, suggestRoomName } from "../src/names.js";

test.each([
  ["Friday standup", "friday-standup"],
  ["  Ärger im Büro!  ", "arger-im-buro"],
  ["Straße 7", "strasse-7"],
  ["a/b?c#d", "a-b-c-d"],
  ["v1.2_final~x", "v1.2_final~x"],
  ["..", ""],
  ["-.-", ""],
  ["комната", ""],
  ["<script>alert(1)</script>", "script-alert-1-script"],
])("%j becomes the room %j", (typed, room) => {
  expect(slugify(typed)).toBe(room);
});

test("a long name is cut to 64 and ends in no hyphen", () => {
  expect(slugify(`${"x".repeat(63)} tail`)).toBe("x".repeat(63));
  expect(slugify("y".repeat(200))).toHaveLength(64);
});

test("whatever slugify makes of a text is a room name, or nothing", () => {
  for (const typed of [
    "a",
    "A B",
    "%2F..",
    "..a..",
    "日本 tokyo",
    "a".repeat(80),
    "~",
    "x\u0000y",
  ]) {
    const room = slugify(typed);
    expect(room === "" || isRoomName(room)).toBe(true);
  }
});

test.each(["", ".", "..", "a b", "a/b", "x".repeat(65)])("%j is no room name", (text) => {
  expect(isRoomName(text)).toBe(false);
});

test.each(["Standup", "a.b", "x".repeat(64), "_~-"])("%j is a room name", (text) => {
  expect(isRoomName(text)).toBe(true);
});

test("suggested names are room names that differ", () => {
  const names = Array.from({ length: 200 }, () => suggestRoomName());
  for (const name of names)
    expect(name).toMatch(/^([bdfgklmnprstvz][aeiou]){2}(-([bdfgklmnprstvz][aeiou]){2}){2}$/);
  expect(new Set(names).size).toBeGreaterThan(195);
});

test.each([
  ["Ada Lovelace", "AL"],
  ["tim", "T"],
  ["Edsger W. Dijkstra", "ED"],
  ["李 小龙", "李小"],
  ["", "?"],
  ["!!!", "?"],
])("%j has the initials %j", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test("a name keeps its colour", () => {
  expect(hueOf("Ada")).toBe(hueOf("Ada"));
  expect(hueOf("Ada")).not.toBe(hueOf("Tim"));
});
