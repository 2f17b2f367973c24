import { expect, test } from "vitest";
import { loadSettings, saveSettings } from "../src/settings.js";

function memory(text?: string): Storage {
  const values = new Map(text === undefined ? [] : [["parley.settings", text]]);
  const store = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
  };
  return store as unknown as Storage;
}

test("what is saved is loaded", () => {
  const store = memory();
  saveSettings({ name: "Ada", cameraOn: false }, store);
  saveSettings({ theme: "dark" }, store);
  expect(loadSettings(store)).toMatchObject({
    name: "Ada",
    cameraOn: false,
    theme: "dark",
    microphoneOn: true,
  });
});

test.each([undefined, "", "null", "[]", "{", '"x"', '{"name":7,"theme":"pink","cameraOn":"no"}'])(
  "a store with %j in it gives the defaults",
  (text) => {
    expect(loadSettings(memory(text))).toMatchObject({ name: "", theme: "auto", cameraOn: true });
  },
);

test("a store that refuses is no failure", () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error("full");
    },
  } as unknown as Storage;
  expect(saveSettings({ name: "Ada" }, full).name).toBe("Ada");
});
