import { type Browser, expect, type Page } from "@playwright/test";

/** Somebody at the app, and what their browser complained of. */
export interface Person {
  readonly page: Page;
  readonly complaints: string[];
  /** Every address that the page asked for. */
  readonly requests: string[];
}

/** Somebody before the lobby of the room. `prepare` comes before anything of the page runs. */
export async function atLobby(
  browser: Browser,
  server: { readonly url: string },
  path: string,
  viewport = { width: 1280, height: 800 },
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<Person> {
  const context = await browser.newContext({
    viewport,
    permissions: ["camera", "microphone", "clipboard-read", "clipboard-write"],
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  await prepare(page);
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const { url } = message.location();
    if (message.type() === "error" && !url.includes("/signal")) complaints.push(message.text());
  });
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`${server.url}${path}`);
  return { page, complaints, requests };
}

/** Types the name, joins by click, and waits for the call. */
export async function enter({ page }: Person, name: string): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Join the call" }).click();
  await expect(page.getByRole("toolbar", { name: "Call" })).toBeVisible();
}

/** How many tiles show a picture that moves: their videos have gone on since the last look. */
export async function movingPictures(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const videos = [...document.querySelectorAll<HTMLVideoElement>("parley-tile video")];
    const moves = (video: HTMLVideoElement) =>
      new Promise<boolean>((resolve) => {
        video.requestVideoFrameCallback(() => resolve(true));
        setTimeout(() => resolve(false), 2_000);
      });
    return (await Promise.all(videos.map(moves))).filter(Boolean).length;
  });
}
