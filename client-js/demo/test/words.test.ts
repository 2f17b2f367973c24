import { expect, test } from "vitest";
import { sizeText, stateText } from "../src/files/words.js";
import type { Transfer } from "../src/sdk.js";

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1000, "1 kB"],
  [16_500_000, "16.5 MB"],
  [4 * 1024 ** 3, "4.3 GB"],
  [1e15, "1,000,000 GB"],
])("%i is %s", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});

const transfer = (change: object) =>
  ({
    direction: "in",
    state: "running",
    bytes: 500_000,
    size: 2_000_000,
    reason: undefined,
    peer: { connection: "connected" },
    ...change,
  }) as Transfer;

test.each([
  [{ state: "offered" }, "2 MB"],
  [{ state: "offered", direction: "out" }, "Waiting for an answer"],
  [{}, "500 kB of 2 MB"],
  [{ peer: { connection: "lost" } }, "500 kB of 2 MB, waiting for the connection"],
  [{ state: "done" }, "2 MB, complete"],
  [{ state: "done", direction: "out" }, "Sent"],
  [{ state: "failed", reason: "gone" }, "Failed: they left"],
  [{ state: "failed", reason: "storage" }, "Failed: there is no room to store it"],
])("%j says %s", (change, text) => {
  expect(stateText(transfer(change))).toBe(text);
});
