import { createRequire } from "node:module";
import { type Browser, expect, type Page } from "@playwright/test";
import { atLobby, enter, movingPictures, type Person } from "../lib/app";
import type { Server } from "../lib/server";
import { test } from "../lib/test";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** People who have come one after the other, once all of them see everybody move. */
async function call(browser: Browser, server: Server, room: string, ...names: string[]) {
  const people: Person[] = [];
  for (const name of names) {
    const person = await atLobby(browser, server, `/r/${room}`);
    await enter(person, name);
    people.push(person);
  }
  for (const { page } of people)
    await expect.poll(() => movingPictures(page), { timeout: 60_000 }).toBe(names.length);
  return people;
}

/** The pages of a call of two. */
async function pair(browser: Browser, server: Server, room: string, ada: string, bob: string) {
  const people = await call(browser, server, room, ada, bob);
  return people.map(({ page }) => page) as [Page, Page];
}

const tile = (page: Page, name: string) =>
  page.locator("parley-tile").filter({ has: page.getByText(name, { exact: true }) });

test("newcomers type a room name, join by click, and see each other", async ({
  browser,
  server,
}) => {
  const ada = await atLobby(browser, server, "/");
  await ada.page.getByLabel("Room name").fill("Team Lunch!");
  await enter(ada, "Ada");
  expect(new URL(ada.page.url()).pathname).toBe("/r/team-lunch");
  const bob = await atLobby(browser, server, "/r/team-lunch");
  await enter(bob, "Bob");
  for (const { page } of [ada, bob]) await expect.poll(() => movingPictures(page)).toBe(2);
});

test("mute and camera show at the others", async ({ browser, server }) => {
  const [ada, bob] = await pair(browser, server, "mute", "Ada", "Bob");
  await ada.getByRole("button", { name: "Mute microphone" }).click();
  await expect(tile(bob, "Ada").locator(".muted")).toBeVisible();
  await ada.keyboard.press("m");
  await expect(tile(bob, "Ada").locator(".muted")).toBeHidden();
  await ada.getByRole("button", { name: "Turn camera off" }).click();
  await expect(tile(bob, "Ada")).toHaveAttribute("data-picture", "false");
  await ada.getByRole("button", { name: "Turn camera on" }).click();
  await expect(tile(bob, "Ada")).toHaveAttribute("data-picture", "true");
  await expect.poll(() => movingPictures(bob)).toBe(2);
});

test("chat arrives with an unread badge, as text whatever it holds", async ({
  browser,
  server,
}) => {
  const [ada, bob] = await pair(browser, server, "chat", "Ada", "<img src=x onerror=alert(1)>");
  const hostile = "<script>document.title='owned'</script><img src=x onerror=\"alert(1)\">";
  await bob.getByRole("button", { name: "Chat" }).click();
  await bob.getByLabel("Message to everybody").fill(hostile);
  await bob.keyboard.press("Enter");
  await expect(ada.getByRole("button", { name: "Chat, 1 unread" })).toBeVisible();
  await ada.getByRole("button", { name: "Chat, 1 unread" }).click();
  await expect(ada.getByRole("log")).toContainText(hostile);
  await expect(ada.getByRole("button", { name: "Chat", exact: true })).toBeVisible();
  expect(await ada.locator("parley-app img").count()).toBe(0);
  expect(await ada.title()).not.toContain("owned");
});

test("one click copies a link that leads into the room", async ({ browser, server }) => {
  const ada = await atLobby(browser, server, "/r/invite");
  await enter(ada, "Ada");
  await ada.page.getByRole("button", { name: "Invite people" }).click();
  await expect(ada.page.getByText("The link is copied.")).toBeVisible();
  const link = await ada.page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${server.url}/r/invite`);
});

test("joins and leaves are announced, and the tiles come and go", async ({ browser, server }) => {
  const [ada, bob] = await pair(browser, server, "live", "Ada", "Bob");
  await bob.getByRole("button", { name: "Leave the call" }).click();
  await expect(ada.locator("[aria-live]").getByText("Bob left")).toBeAttached();
  await expect(ada.locator("parley-tile")).toHaveCount(1);
});

test("the banner says that the call goes on while the server is away, and it does", async ({
  browser,
  serve,
}) => {
  const own = await serve();
  const [ada, bob] = [
    await atLobby(browser, own, "/r/banner"),
    await atLobby(browser, own, "/r/banner"),
  ];
  await enter(ada, "Ada");
  await enter(bob, "Bob");
  for (const { page } of [ada, bob]) await expect.poll(() => movingPictures(page)).toBe(2);
  await own.kill();
  const banner = ada.page.getByText("Signaling reconnecting, your call goes on");
  await expect(banner).toBeVisible();
  expect(await movingPictures(ada.page)).toBe(2);
  await own.start();
  await expect(banner).toBeHidden();
  expect(await movingPictures(ada.page)).toBe(2);
});

test("nothing is asked of anybody else, and no rule of the page is broken", async ({
  browser,
  server,
}) => {
  for (const person of await call(browser, server, "quiet", "Ada", "Bob")) {
    const { complaints, requests } = person;
    expect(complaints).toEqual([]);
    const strangers = requests.filter(
      (url) => !url.startsWith(server.url) && !url.startsWith("blob:"),
    );
    expect(strangers).toEqual([]);
  }
});

test("axe finds nothing serious in lobby and call, in light and dark, on desk and phone", async ({
  browser,
  server,
}) => {
  const serious = async (page: Page, where: string) => {
    const found = await page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
      const { violations } = await (window as any).axe.run();
      return violations
        .filter(({ impact }: { impact: string }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [id, nodes[0]?.html]);
    });
    expect(found, where).toEqual([]);
  };
  const sizes = [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ];
  for (const viewport of sizes) {
    const person = await atLobby(browser, server, "/r/axe", viewport);
    const { page } = person;
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(await import("node:fs").then((fs) => fs.readFileSync(axe, "utf8")));
      await serious(page, `lobby ${colorScheme} ${viewport.width}`);
    }
    await enter(person, "Ada");
    await page.getByRole("button", { name: "Chat" }).click();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await serious(page, `call ${colorScheme} ${viewport.width}`);
    }
  }
});

for (const [error, title] of [
  ["NotAllowedError", "Your camera and microphone are blocked"],
  ["NotFoundError", "No camera and microphone found"],
  ["NotReadableError", "Your camera and microphone are busy"],
] as const) {
  test(`${error} is told in plain words, and one can join without`, async ({ browser, server }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    // The fake devices never fail, so the page's getUserMedia does: the one thing here that is not real.
    await page.addInitScript((name) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", name));
    }, error);
    await page.goto(`${server.url}/r/trouble`);
    await expect(page.getByText(title)).toBeVisible();
    await page.getByRole("button", { name: /join/i }).first().click();
    await expect(page.getByRole("toolbar", { name: "Call" })).toBeVisible();
  });
}
