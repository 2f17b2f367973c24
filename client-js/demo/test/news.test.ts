import { expect, test } from "vitest";
import { newsText } from "../src/call/news.js";
import type { DeviceNews, Slot } from "../src/sdk.js";

const device = (label: string) => ({ deviceId: label, groupId: "", label });
const HEADSET = device("Headset");
const LAPTOP = device("Laptop");

const told = (news: Partial<DeviceNews>, kind: Slot["kind"] = "audio") =>
  newsText({
    slot: { kind } as Slot,
    why: "lost",
    device: undefined,
    was: undefined,
    trouble: undefined,
    ...news,
  });

test("a device that goes and one that comes are called by their names", () => {
  expect(told({ was: HEADSET, device: LAPTOP })).toBe(
    "“Headset” is gone. “Laptop” is used instead.",
  );
  expect(told({ was: HEADSET, trouble: "no-device" })).toMatch(/Headset.*no other microphone/);
  expect(told({ why: "back", was: LAPTOP, device: HEADSET })).toBe("“Headset” is used now.");
  expect(told({ why: "allowed", device: HEADSET })).toBe("“Headset” is used now.");
  expect(told({ was: device(""), device: LAPTOP })).toContain("The device in use is gone");
});

test.each([
  ["audio", "silent", "microphone seems silent"],
  ["video", "silent", "camera gives no picture"],
  ["audio", "interrupted", "holds your microphone back"],
  ["video", "device-busy", "camera is busy"],
  ["audio", "permission-denied", "microphone is blocked"],
] as const)("%s that is %s: %j", (kind, trouble, text) => {
  expect(told({ was: HEADSET, device: HEADSET, trouble }, kind)).toContain(text);
});

test("what is over is told, and what the person did is not", () => {
  expect(told({ why: "wanted", was: HEADSET, device: HEADSET })).toBe(
    "Your microphone works again.",
  );
  expect(told({ why: "wanted", was: HEADSET, device: LAPTOP })).toBe(undefined);
  expect(told({ why: "wanted", device: LAPTOP })).toBe(undefined);
});
