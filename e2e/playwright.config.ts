import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS } from "./lib/chromium";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(executablePath)) {
  throw new Error(
    `No browser at ${executablePath}: install chromium, or set CHROMIUM to its path.`,
  );
}

/** One browser test at a time: a call of several pages takes all that a small machine has. */
export default defineConfig({
  testDir: "tests",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: {
    headless: true,
    permissions: ["camera", "microphone"],
    launchOptions: { executablePath, args: CHROMIUM_FLAGS },
  },
});
