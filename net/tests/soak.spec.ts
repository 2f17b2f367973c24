import { type Browser, expect, type Page } from "@playwright/test";
import { type Census, countTimers, Looker } from "../lib/census";
import { randomFrom } from "../lib/random";
import { IS_LONG, tell } from "../lib/results";
import { type Rig, test } from "../lib/rig";

const LENGTH_MS = IS_LONG ? 600_000 : 45_000;
/** Closed connections that the last race may still hold. */
const CLOSED = 6;
/** Listeners on each of them: two for candidates, one for negotiations. */
const LISTENERS = 3;
/** Timers that come and go in an app at rest. */
const TIMERS = 8;
/** Nodes of the one or two notices that come and go. */
const NODES = 50;

/** The call app, in the call. */
async function atTheCall(browser: Browser, { server }: Rig, name: string): Promise<Page> {
  const context = await browser.newContext({
    permissions: ["camera", "microphone"],
    viewport: { width: 480, height: 360 },
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  await page.addInitScript(countTimers);
  await page.goto(`${server.url}/r/soak#k=${server.secret}`);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Join the call" }).click();
  await expect(page.getByRole("toolbar", { name: "Call" })).toBeVisible();
  return page;
}

/** Both videos of the app, one's own and the other's, show new pictures. */
async function sees(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const videos = [...document.querySelectorAll<HTMLVideoElement>("parley-tile video")];
    const moves = (video: HTMLVideoElement) =>
      new Promise<boolean>((resolve) => {
        const wait = setTimeout(() => resolve(false), 1000);
        video.requestVideoFrameCallback(() => {
          clearTimeout(wait);
          resolve(true);
        });
      });
    return videos.length === 2 && (await Promise.all(videos.map(moves))).every(Boolean);
  });
}

/** The call is whole: both see, and each has one connection. */
async function whole(pages: readonly Page[], lookers: readonly Looker[]): Promise<Census[]> {
  let counts: Census[] = [];
  const calm = async () => {
    const seen = await Promise.all(pages.map(sees));
    counts = await Promise.all(lookers.map((looker) => looker.count()));
    return seen.every(Boolean) ? counts.map(({ connections }) => connections) : [];
  };
  await expect.poll(calm, { timeout: 60_000 }).toEqual([1, 1]);
  return counts;
}

test("faults at random, one after the other, leave nothing behind", async ({ rig }) => {
  test.setTimeout(LENGTH_MS + 180_000);
  const random = randomFrom(Date.now() % 1_000_000);
  const [{ home, browser }, other] = rig.seats;
  for (const seat of rig.seats) seat.home.uplink.nat("cone");
  const pages = [await atTheCall(browser, rig, "Ada"), await atTheCall(other.browser, rig, "Bob")];
  const lookers = await Promise.all(pages.map(Looker.at));
  const before = await whole(pages, lookers);
  /** Faults, and the times between them, are of random length. */
  const lasting = () => new Promise((resolve) => setTimeout(resolve, 300 + 3000 * random.next()));
  const { uplink, spare } = home;
  const faults: Record<string, () => Promise<void>> = {
    "direct path": async () => {
      uplink.cut(other.home.uplink.wan);
      await lasting();
      uplink.heal();
    },
    "whole network": async () => {
      uplink.cut();
      await lasting();
      uplink.heal();
    },
    interface: async () => {
      uplink.down();
      spare.up();
      await lasting();
      spare.down();
      uplink.up();
    },
    "ICE restart": async () => random.of(lookers).restartIce(),
    server: () => rig.server.restart(),
    camera: async () => {
      const page = random.of(pages);
      for (let i = 0; i < 2; i++) await page.keyboard.press("v");
    },
  };
  const draw = random.deck(Object.keys(faults));
  const done: string[] = [];
  const until = Date.now() + LENGTH_MS;
  while (Date.now() < until) {
    const name = draw();
    done.push(name);
    await faults[name]?.();
    await lasting();
  }
  const after = await whole(pages, lookers);
  const said = (list: Census[]) => list.map((one) => Object.values(one).join("/")).join(", ");
  const what = `${done.length} faults (seed ${random.seed})`;
  tell(
    `soak of ${LENGTH_MS / 1000} s, ${what}: connections/closed ones/listeners/nodes/timers`,
    `${said(before)} before, ${said(after)} after`,
    "no growth",
  );
  for (const [i, count] of after.entries()) {
    const then = before[i];
    if (!then) throw new Error("no count before");
    expect(count.closed).toBeLessThanOrEqual(CLOSED);
    expect(count.timers).toBeLessThanOrEqual(then.timers + TIMERS);
    const listeners = (one: Census) => one.listeners - LISTENERS * one.closed;
    expect(listeners(count) - listeners(then)).toBeLessThan(done.length);
    expect(count.nodes - then.nodes).toBeLessThan(done.length + NODES);
  }
});
