import { spawn } from "node:child_process";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { until, useLab } from "./lab.js";
import { person, sees } from "./people.js";

/** Processes that only burn, several for each core, and for how long. */
const BURNERS = 8;
const SECONDS = process.env.VERIFY_LONG ? 600 : 20;

const lab = await useLab();

/** They end by themselves, should nobody end them. */
const BURN = `for (const end = Date.now() + ${(SECONDS + 10) * 1000}; Date.now() < end; );`;

async function burning(): Promise<void> {
  const burners = Array.from({ length: BURNERS }, () => spawn(process.execPath, ["-e", BURN]));
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
  for (const burner of burners) burner.kill("SIGKILL");
}

test(
  "every core is busy: no connection is taken for broken, and none is changed",
  async () => {
    await lab.server();
    const ada = await person(lab, "Ada");
    const bob = await person(lab, "Bob");
    await sees(ada, "Bob");
    await sees(bob, "Ada");
    const pages: [Page, string][] = [
      [ada, "Bob"],
      [bob, "Ada"],
    ];
    const before = await Promise.all(
      pages.map(([page]) => page.evaluate(() => client.paths.length)),
    );
    await burning();
    for (const [i, [page, other]] of pages.entries()) {
      await until(page, (name) => client.connected(name), other);
      const steps = await page.evaluate((from) => client.paths.slice(from), before[i] ?? 0);
      const races = steps.filter((step) => step.includes("suspect race"));
      expect({ steps, few: races.length <= 1 }).toEqual({ steps, few: true });
      expect(await page.evaluate((name) => client.link(name), other)).toBe(1);
    }
  },
  (SECONDS + 120) * 1000,
);
