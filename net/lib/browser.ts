import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "@playwright/test";
import type { Space } from "./space";

export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** What starts a browser in a namespace: `PARLEY_BROWSER` in `PARLEY_SPACE`. */
export const INSIDE = fileURLToPath(new URL("../inside", import.meta.url));

/** Fake devices, no prompt, none of the browser's own traffic, and TURN over TLS by our certificate. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-fake-device-for-media-stream=fps=15",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--ignore-certificate-errors",
];

export function chromiumIn(space: Space): Promise<Browser> {
  const env = { ...process.env, PARLEY_SPACE: space.name, PARLEY_BROWSER: CHROMIUM };
  return chromium.launch({ executablePath: INSIDE, args: FLAGS, env });
}
