import { source } from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { overlap } from "../boxes.js";
import { clustered, join, LOOKS, SIZES, useStage, wear } from "./stage-lab.js";
import { VIEWS } from "./views.js";

const lab = await useStage();

/** Each size and each scheme once; in the long form each size in each scheme. */
const WORN = process.env.VERIFY_LONG
  ? LOOKS
  : LOOKS.filter(({ size, scheme }) => (size === "desktop") === (scheme === "dark"));

/** What axe finds wrong in each look, as one line each. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const found: string[] = [];
  for (const look of WORN) {
    await wear(page, look);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    const lines = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
    found.push(...lines.map((line) => `${look.size} ${look.scheme} ${line}`));
  }
  return found;
}

/** Controls that a finger misses, in each size. */
async function small(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const look of LOOKS) {
    await wear(page, look);
    const controls = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("button, select, input, textarea")]
        .filter((control) => control.checkVisibility())
        .filter(({ offsetWidth, offsetHeight }) => Math.min(offsetWidth, offsetHeight) < 44)
        .map(({ outerHTML }) => outerHTML),
    );
    found.push(...controls.map((control) => `${look.size} ${control}`));
  }
  return found;
}

declare global {
  var axe: typeof import("axe-core");
}

const REFUSE = (name: string) =>
  `navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "${name}"); };`;

test.each(Object.keys(VIEWS))("axe finds nothing in: %s", async (view) => {
  const page = await lab.page(LOOKS[0]);
  await VIEWS[view]?.(page);
  expect(await faults(page)).toEqual([]);
});

test("axe finds nothing in: blocked devices", async () => {
  const page = await lab.page(LOOKS[0], REFUSE("NotAllowedError"));
  await page.getByText("Your camera and microphone are blocked").waitFor();
  expect(await faults(page)).toEqual([]);
});

/** Boxes of what is visible there. */
const boxes = (page: Page, selector: string) =>
  page.evaluate(
    (wanted) =>
      [...document.querySelectorAll(wanted)]
        .filter((each) => each.checkVisibility())
        .map((each) => {
          const { x, y, width, height } = each.getBoundingClientRect();
          return { x, y, width, height };
        }),
    selector,
  );

test.each([
  ["phone", 8],
  ["small phone", 7],
] as const)(
  "on a %s the %i buttons of a call stand side by side, the devices and the link in the head",
  async (size, count) => {
    const page = await lab.page({ size, scheme: "dark" });
    await join(page, "Ada");
    const { width } = SIZES[size];
    const pressed = await boxes(page, "parley-bar > button, parley-topbar button");
    for (const shown of [pressed, await boxes(page, "parley-bar .face")]) {
      for (const [index, box] of shown.entries()) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        for (const other of shown.slice(index + 1)) expect(overlap(box, other)).toBe(false);
      }
    }
    expect(pressed.filter((box) => Math.min(box.width, box.height) < 44)).toEqual([]);
    expect(await page.locator("parley-bar > button:visible").count()).toBe(count);
    await page.getByRole("button", { name: "React" }).click();
    const raise = page.getByRole("group", { name: "Reactions" }).getByText("Raise hand");
    expect(await raise.isVisible()).toBe(size === "small phone");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Devices" }).click();
    await page.getByRole("dialog", { name: "Devices" }).waitFor();
  },
);

test("everything to press is at least 44 px wide and high", async () => {
  const page = await lab.page(LOOKS[0]);
  expect(await small(page)).toEqual([]);
  await clustered(page);
  await join(page, "Ada");
  await page.evaluate(() => window.stage.room?.turn("connected", "gw-2-5f1c"));
  await page.getByRole("button", { name: "Kill this gateway" }).waitFor();
  for (const key of ["c", "Escape", "p"]) await page.keyboard.press(key);
  expect(await small(page)).toEqual([]);
  await page.keyboard.press("i");
  expect(await small(page)).toEqual([]);
});

test.each([
  "moderator, people waiting and kept out",
  "knocking",
  "room settings",
  "call someone",
  "somebody calls",
  "reactions",
  "waiting",
])("everything to press is at least 44 px wide and high in: %s", async (view) => {
  const page = await lab.page(LOOKS[0]);
  await VIEWS[view]?.(page);
  expect(await small(page)).toEqual([]);
});

test("in no view and no size is anything wider than the window", async () => {
  for (const [name, view] of Object.entries(VIEWS)) {
    const page = await lab.page({ size: "small phone", scheme: "light" });
    await view(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(`${name} ${over}`).toBe(`${name} 0`);
    await lab.clear();
  }
});
