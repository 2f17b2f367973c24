import { expect, test } from "vitest";
import { actionOf, keyOf, SHORTCUTS } from "../src/call/shortcuts.js";

const press = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  ...more,
});

test.each(SHORTCUTS)("$key does its action, also with caps lock", ({ key, action }) => {
  expect(actionOf(press(key), false)).toBe(action);
  expect(actionOf(press(key.toUpperCase()), false)).toBe(action);
});

test("no key does anything while the person types", () => {
  for (const { key } of SHORTCUTS) expect(actionOf(press(key), true)).toBeUndefined();
});

test.each(["ctrlKey", "metaKey", "altKey", "repeat", "isComposing"])(
  "m with %s is not ours",
  (with_) => {
    expect(actionOf(press("m", { [with_]: true }), false)).toBeUndefined();
  },
);

test("an unknown key does nothing", () => {
  expect(actionOf(press("x"), false)).toBeUndefined();
});

test("every key has one action", () => {
  expect(new Set(SHORTCUTS.map(({ key }) => key)).size).toBe(SHORTCUTS.length);
});

test("no key leaves the call", () => {
  expect(keyOf("leave")).toBeUndefined();
});
