import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { build, type PreviewServer, preview } from "vite";
import { afterAll, afterEach } from "vitest";
import type { Stage } from "../stage.js";

declare global {
  interface Window {
    stage: Stage;
  }
}

const DEMO = new URL("../..", import.meta.url).pathname;
const CONFIG = path(DEMO, "vite.config.ts");
/** `index.html` is what a reload gets in a room, as from a gateway. */
const PAGES = ["index", "test/stage", "test/real", "test/server"];
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--allow-loopback-in-peer-connection",
];

export const SIZES = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
  "small phone": { width: 360, height: 740 },
} as const;

export interface Look {
  readonly size: keyof typeof SIZES;
  readonly scheme: "dark" | "light";
}

export const LOOKS: readonly [Look, ...Look[]] = [
  { size: "desktop", scheme: "dark" },
  { size: "desktop", scheme: "light" },
  { size: "phone", scheme: "dark" },
  { size: "phone", scheme: "light" },
];

/** The app over the double of a room, built and served from a folder of its own, in a real browser. */
export class StageLab {
  readonly #browser: Browser;
  readonly #server: PreviewServer;
  readonly #folder: string;
  readonly #contexts: BrowserContext[] = [];

  private constructor(browser: Browser, server: PreviewServer, folder: string) {
    this.#browser = browser;
    this.#server = server;
    this.#folder = folder;
  }

  static async open(): Promise<StageLab> {
    const outDir = await mkdtemp(path(tmpdir(), "parley-stage-"));
    const common = { configFile: CONFIG, logLevel: "error" } as const;
    const input = PAGES.map((name) => path(DEMO, `${name}.html`));
    await build({ ...common, build: { outDir, minify: false, rolldownOptions: { input } } });
    const server = await preview({
      ...common,
      build: { outDir },
      preview: { host: "127.0.0.1", port: 0 },
    });
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    return new StageLab(browser, server, outDir);
  }

  /** A page with the lobby; `script` runs before the app, to break a device. */
  async page(look: Look, script?: string): Promise<Page> {
    const page = await (await this.context(look)).newPage();
    if (script) await page.addInitScript(script);
    return this.visit(page, "stage");
  }

  /** Pages of one context reach each other, and remember the same things. */
  async context({ size, scheme }: Look): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      viewport: SIZES[size],
      colorScheme: scheme,
      reducedMotion: "reduce",
      permissions: ["camera", "microphone", "clipboard-read", "clipboard-write"],
    });
    this.#contexts.push(context);
    return context;
  }

  /** Opens `test/NAME.html`. */
  async visit(page: Page, name: "stage" | "real" | "server"): Promise<Page> {
    page.on("pageerror", (error) => {
      throw error;
    });
    await page.goto(`${this.#server.resolvedUrls?.local[0]}test/${name}.html`);
    if (name !== "server") await page.getByRole("button", { name: "Join the call" }).waitFor();
    return page;
  }

  async clear(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
    await rm(this.#folder, { recursive: true });
  }
}

/** The lab of a file of tests: each of them begins without pages, and all ends with the last. */
export async function useStage(): Promise<StageLab> {
  const lab = await StageLab.open();
  afterEach(() => lab.clear());
  afterAll(() => lab.close());
  return lab;
}

/** Puts an open page into another window and theme. */
export async function wear(page: Page, { size, scheme }: Look): Promise<void> {
  await page.setViewportSize(SIZES[size]);
  await page.emulateMedia({ colorScheme: scheme });
}

/** Joins as Mary, with these others in the room. */
export async function join(page: Page, ...others: string[]): Promise<void> {
  await page.getByLabel("Your name").fill("Mary");
  await page.getByLabel("Room name").fill("Friday standup");
  await page.getByRole("button", { name: "Join the call" }).click();
  await page.getByRole("toolbar", { name: "Call" }).waitFor();
  await page.evaluate((names) => {
    for (const name of names) window.stage.room?.add(name);
  }, others);
}

/** Says on the start page that this is `mary`, who watches these. */
export async function reach(page: Page, ...contacts: string[]): Promise<void> {
  await page.getByRole("button", { name: "Call someone" }).click();
  await page.getByLabel("Your user name").fill("mary");
  await page.getByRole("button", { name: "Be reachable" }).click();
  await page.getByText("You are mary").waitFor();
  for (const user of contacts) {
    await page.getByLabel("Add somebody by their user name").fill(user);
    await page.getByRole("button", { name: "Add", exact: true }).click();
  }
}

/** The page's address is that of a cluster; answers which gateways the page has killed so far. */
export async function clustered(page: Page, status = 202): Promise<string[]> {
  const killed: string[] = [];
  await page.route("**/local/cluster", (route) => route.fulfill({ json: [] }));
  await page.route("**/local/kill?*", (route) => {
    const request = route.request();
    if (request.method() !== "POST" || !request.headers()["x-parley-local"]) return route.abort();
    killed.push(new URL(request.url()).searchParams.get("gateway") ?? "");
    return route.fulfill({ status, json: {} });
  });
  return killed;
}
