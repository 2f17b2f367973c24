import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { until, useLab } from "./lab.js";
import { connections, person, sees } from "./people.js";

const lab = await useLab();
beforeEach(() => lab.server());

const link = (page: Page, name: string) => page.evaluate((of) => client.link(of), name);
/** Breaks what those pages have, and nothing that one of them makes because another is broken. */
async function breakAll(...pages: readonly Page[]): Promise<void> {
  const counts = await Promise.all(pages.map((page) => page.evaluate(() => client.made.length)));
  const cut = (count: number) => {
    for (const pc of client.made.slice(0, count)) pc.break();
  };
  await Promise.all(pages.map((page, i) => page.evaluate(cut, counts[i] ?? 0)));
}
const healed = (page: Page) =>
  until(page, () => (client.paths.at(-1) ?? "").includes("race stable ke"));

async function two(): Promise<readonly [Page, Page]> {
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  await sees(bob, "Ada");
  return [ada, bob];
}

test("a new link takes over: same stream, no track told again, the player goes on", async () => {
  const [ada, bob] = await two();
  await ada.evaluate(() => client.play("Bob"));
  await until(ada, () => client.shown > 5);
  const before = await ada.evaluate(() => client.events.length);
  await breakAll(ada, bob);
  for (const page of [ada, bob]) await healed(page);

  const shown = await ada.evaluate(() => client.shown);
  await until(ada, (count) => client.shown > count + 15, shown);
  expect(await ada.evaluate((from) => client.events.slice(from), before)).toEqual([
    "weak Bob",
    "connected Bob",
  ]);
  expect(await link(ada, "Bob")).toBe(3);
  expect(await link(bob, "Ada")).toBe(3);
  for (const page of [ada, bob]) {
    expect(await connections(page)).toBe(1);
    expect(await page.evaluate(() => client.fingerprints().length)).toBe(1);
  }
  expect(await ada.evaluate(() => client.peer("Bob")?.stream.getTracks().length)).toBe(2);
});

test("both sides make a connection: they keep the same one, and close every other", async () => {
  const [ada, bob] = await two();
  // What either side says reaches nobody, so that each must act by itself.
  for (const page of [ada, bob]) await page.evaluate(() => client.cut(true));
  await breakAll(ada, bob);
  const opened = () => client.made.filter((pc) => pc.signalingState !== "closed").length > 1;
  for (const page of [ada, bob]) await until(page, opened);
  for (const page of [ada, bob]) await page.evaluate(() => client.cut(false));
  for (const page of [ada, bob]) await healed(page);
  await sees(ada, "Bob");
  await sees(bob, "Ada");
  expect(await link(ada, "Bob")).toBe(await link(bob, "Ada"));
  for (const page of [ada, bob]) {
    expect(await connections(page)).toBe(1);
    expect(await page.evaluate(() => client.events.filter((e) => e.includes("error")))).toEqual([]);
  }
});

test("one page of a call is broken: to the others it is one broken path, and the rest stands", async () => {
  const [ada, bob] = await two();
  const eve = await person(lab, "Eve");
  for (const page of [ada, bob]) await sees(page, "Eve");
  for (const name of ["Ada", "Bob"]) await sees(eve, name);
  await breakAll(eve);
  for (const page of [ada, bob])
    await until(page, () => client.paths.join().includes("Eve race stable ke"));
  for (const name of ["Ada", "Bob"]) await sees(eve, name);
  // A loaded machine may race for nothing; but between those two nothing failed, and nothing is lost.
  const steps = await ada.evaluate(() =>
    [...client.paths, ...client.events].filter((it) => it.includes("Bob")),
  );
  expect(steps.filter((it) => /failed|parked|lost|left/.test(it))).toEqual([]);
});
