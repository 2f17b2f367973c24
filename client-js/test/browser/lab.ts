import { build } from "esbuild";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach } from "vitest";
import type { clientPage } from "./page/client.js";
import type { serverPage } from "./page/server.js";

declare global {
  var client: typeof clientPage;
  var server: typeof serverPage;
}

const ORIGIN = "https://parley.test";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--use-fake-device-for-media-stream=fps=15",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--allow-loopback-in-peer-connection",
];
/** Where Debian puts Chromium; another place by CHROMIUM. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** One browser, whose pages reach each other only through WebRTC and the test's own server. */
export class Lab {
  readonly #browser: Browser;
  readonly #context: BrowserContext;

  private constructor(browser: Browser, context: BrowserContext) {
    this.#browser = browser;
    this.#context = context;
  }

  static async open(): Promise<Lab> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    const context = await browser.newContext({ permissions: ["camera", "microphone"] });
    const scripts = new Map<string, string>();
    for (const name of ["client", "files", "order", "server", "links", "wire"]) {
      scripts.set(`/${name}.js`, await script(`page/${name}.ts`));
    }
    const timer = await script("../../src/parley-timer.js");
    for (const path of ["/parley-timer.js", "/client/parley-timer.js"]) scripts.set(path, timer);
    scripts.set("/client/parley.js", await script("../../src/parley.ts", "esm"));
    await context.route(`${ORIGIN}/**`, (route) => {
      const { pathname } = new URL(route.request().url());
      const body = scripts.get(pathname);
      if (body) return route.fulfill({ contentType: "text/javascript", body });
      const html = `<!doctype html><meta charset="utf-8"><script src="${pathname.slice(0, -1)}.js"></script>`;
      return route.fulfill({ contentType: "text/html", body: html });
    });
    return new Lab(browser, context);
  }

  /** A page that plays the server for all pages that are opened after it. */
  server(): Promise<Page> {
    return this.page("server");
  }

  /** A page of a person. */
  client(): Promise<Page> {
    return this.page("client");
  }

  /** A page that runs `page/NAME.ts`. */
  async page(name: string): Promise<Page> {
    const page = await this.#context.newPage();
    page.on("pageerror", (error) => {
      throw error;
    });
    await page.goto(`${ORIGIN}/${name}/`);
    return page;
  }

  /** A page that runs a module as if a gateway had served it; its sockets lead to the server page. */
  async module(code: string): Promise<Page> {
    const page = await this.page("wire");
    await page.addScriptTag({ type: "module", content: code });
    return page;
  }

  /** Ends all pages; the next test starts with none. */
  async clear(): Promise<void> {
    await Promise.all(this.#context.pages().map((page) => page.close()));
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

/** The lab of a file of tests: each of them begins without pages, and the browser ends with the last. */
export async function useLab(): Promise<Lab> {
  const lab = await Lab.open();
  afterEach(() => lab.clear());
  afterAll(() => lab.close());
  return lab;
}

/** Bundles a script with what it imports, from the sources. */
async function script(path: string, format: "iife" | "esm" = "iife"): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL(path, import.meta.url).pathname],
    bundle: true,
    write: false,
    format,
    target: "es2022",
    // As scripts/build.mjs does it: the address of a script that is no module.
    ...(format === "iife" && {
      banner: { js: "var parleyScript=globalThis.document?.currentScript?.src;" },
      define: { "import.meta.url": "parleyScript" },
    }),
  });
  return outputFiles[0]?.text ?? "";
}

const PATIENCE = 60_000;
const LOOK = 50;

/** Waits until `holds` is true in the page. */
export async function until(page: Page, holds: () => unknown): Promise<void>;
export async function until<A>(page: Page, holds: (arg: A) => unknown, arg: A): Promise<void>;
export async function until(page: Page, holds: (arg: never) => unknown, arg?: unknown) {
  for (const end = Date.now() + PATIENCE; !(await page.evaluate(holds as () => unknown, arg)); ) {
    if (Date.now() > end) throw new Error(`not within ${PATIENCE} ms: ${holds}`);
    await page.waitForTimeout(LOOK);
  }
}
