import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";
import { expect, onTestFinished, test } from "vitest";

const CONFIG = new URL("../../vite.config.ts", import.meta.url).pathname;
const POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** Serves the built app as a gateway does: one page for `/` and `/r/{room}`, and the policy. */
function serve(folder: string): Promise<Server> {
  const server = createServer(async ({ url = "/" }, response) => {
    const path = url === "/" || url.startsWith("/r/") ? "/index.html" : url;
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Content-Type", TYPES[extname(path)] ?? "text/plain");
    response.end(await readFile(join(folder, path)).catch(() => response.writeHead(404) && ""));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

test("the built app runs under the strictest policy and asks no other server", async () => {
  const folder = await mkdtemp(join(tmpdir(), "parley-app-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await build({
    configFile: CONFIG,
    logLevel: "error",
    build: { outDir: folder, emptyOutDir: true },
  });
  const server = await serve(folder);
  onTestFinished(() => void server.close());
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ permissions: ["camera", "microphone"] });
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => hosts.add(new URL(request.url()).host));

  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/r/Standup#k=hush`);
  await page.getByRole("heading", { name: "You are invited" }).waitFor();
  expect(await page.getByLabel("Room name").inputValue()).toBe("Standup");
  await page.getByRole("meter", { name: "Microphone level" }).waitFor();
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(colour).not.toBe("rgba(0, 0, 0, 0)");
  expect(complaints).toEqual([]);
  expect([...hosts]).toEqual([`127.0.0.1:${port}`]);
});
