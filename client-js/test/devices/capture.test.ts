import { afterEach, expect, test, vi } from "vitest";
import { capture } from "../../src/devices/opener.js";
import { ParleyError } from "../../src/errors.js";

afterEach(() => vi.unstubAllGlobals());

const failing = (name: string, why = "why") =>
  vi.stubGlobal("navigator", {
    mediaDevices: { getUserMedia: () => Promise.reject(new DOMException(why, name)) },
  });

const codeOf = async () => {
  const error = await capture({ audio: true }).catch((caught: unknown) => caught);
  if (!(error instanceof ParleyError)) throw error;
  return [error.code, error.retryable];
};

test.each([
  ["NotAllowedError", "permission-denied", false],
  ["SecurityError", "permission-denied", false],
  ["NotFoundError", "no-device", false],
  ["OverconstrainedError", "constraints-unmet", false],
  ["NotReadableError", "device-busy", true],
  ["AbortError", "device-busy", true],
  ["InvalidStateError", "capture-failed", false],
])("%s is %s", async (name, code, retryable) => {
  failing(name);
  expect(await codeOf()).toEqual([code, retryable]);
});

test("a page that is not secure has no devices, and is told why", async () => {
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("isSecureContext", false);
  expect(await codeOf()).toEqual(["insecure-context", false]);
});

test("where there are no devices at all, that is unsupported", async () => {
  vi.stubGlobal("navigator", undefined);
  expect(await codeOf()).toEqual(["unsupported", false]);
});

test("the system's own settings are told from the page's", async () => {
  failing("NotAllowedError", "Permission denied by system");
  expect(await codeOf()).toEqual(["system-denied", false]);
});
