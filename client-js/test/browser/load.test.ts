import { spawn } from "node:child_process";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Lab, until } from "./lab.js";
import { person, sees } from "./people.js";

/** Processes that only burn, and how long they do. */
const BURNERS = 8;
const SECONDS = Number(process.env.LOAD_SECONDS ?? 60);

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.open();
});
afterAll(() => lab.close());

async function burning(seconds: number): Promise<void> {
  const burners = Array.from({ length: BURNERS }, () =>
    spawn(process.execPath, [
      "-e",
      `for (const end = Date.now() + ${seconds * 2000}; Date.now() < end; );`,
    ]),
  );
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  for (const burner of burners) burner.kill("SIGKILL");
}

test("every core is busy: no connection is taken for broken, and none is changed", async () => {
  await lab.server();
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  await sees(bob, "Ada");
  const pages: [Page, string][] = [
    [ada, "Bob"],
    [bob, "Ada"],
  ];
  const marks = await Promise.all(pages.map(([page]) => page.evaluate(() => client.paths.length)));
  await burning(SECONDS);
  for (const [i, [page, other]] of pages.entries()) {
    await until(page, (name) => client.connected(name), other);
    const steps = await page.evaluate((from) => client.paths.slice(from), marks[i] ?? 0);
    expect(await page.evaluate((name) => client.link(name), other)).toBe(1);
    expect(steps.filter((step) => step.includes("suspect race")).length).toBeLessThanOrEqual(1);
  }
});
