import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { CHROMIUM } from "./lib/browser";

if (process.getuid?.() !== 0) throw new Error("Only root may make network namespaces.");
if (!existsSync(CHROMIUM)) {
  throw new Error(`No browser at ${CHROMIUM}: install chromium, or set CHROMIUM to its path.`);
}

/** One test at a time: they share one small internet, and measure. */
export default defineConfig({
  testDir: "tests",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
});
