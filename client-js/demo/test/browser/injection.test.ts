import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PAYLOADS } from "../payloads.js";
import { reach, useStage } from "./stage-lab.js";

const lab = await useStage();

/** As a gateway sends it, but for the socket of the server that serves the sources. */
const POLICY =
  "default-src 'self'; connect-src 'self' ws:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** What may run: the app's own elements, in the document as they were built. */
const FOREIGN =
  "parley-app :is(script, img, iframe, object, embed, link, style, meta, base, template, math, form[action], a[href^='javascript'], a[href^='data'])";

interface Watched {
  /** How often a payload ran. */
  runs: number;
  /** Under the policy nothing may even be refused: no payload becomes markup. */
  refused: string[];
}

declare global {
  interface Window {
    watched: Watched;
    pwned(): void;
  }
}

/** Counts each run; `strict`: with the policy that a gateway sends. */
const WATCH = `
  window.watched = { runs: 0, refused: [] };
  window.pwned = () => { window.watched.runs += 1; };
  window.alert = window.pwned;
  document.addEventListener("securitypolicyviolation", (event) =>
    window.watched.refused.push(event.violatedDirective + " " + event.blockedURI));`;

async function open(strict: boolean): Promise<Page> {
  const page = await (await lab.context({ size: "desktop", scheme: "dark" })).newPage();
  await page.addInitScript(WATCH);
  if (strict)
    await page.route("**/test/stage.html", async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), "content-security-policy": POLICY };
      await route.fulfill({ response, headers });
    });
  return lab.visit(page, "stage");
}

/** The payload in every place where others, or a link, can put a text. */
async function poison(page: Page, payload: string): Promise<void> {
  await page.evaluate(async (text) => {
    const { room, files, people } = window.stage;
    if (!room || !files || !people) throw new Error("not in a call");
    room.add(text, { hand: 1, status: text, mic: text as never, camera: text as never });
    room.change(text, { role: text as never, user: text });
    room.say(text, text);
    room.share(text);
    room.react(text, text);
    room.knock(text, text);
    room.bans = [{ session: text, name: text, user: text, since: 1 }];
    room.emit("bans", room.bans);
    await room.setKey(text.slice(0, 64), text);
    files.come(text, { name: text, size: 1, type: text });
    files.transfers.at(-1)?.turn("done");
    room.remove(text, "banned");
    room.add(text);
    people.show("ada", { sessions: 1, status: { mood: text, text } });
    people.come(text, text, { name: text, reason: text });
  }, payload);
  await page.getByRole("button", { name: "Answer" }).click();
  await page.evaluate(() => window.stage.room && new Promise(requestAnimationFrame));
}

const result = (page: Page) =>
  page.evaluate((foreign) => {
    const { runs, refused } = window.watched;
    const handlers = [...document.querySelectorAll("parley-app *")].filter((element) =>
      [...element.attributes].some(({ name }) => name.startsWith("on")),
    );
    return {
      runs,
      refused,
      foreign: document.querySelectorAll(foreign).length,
      handlers: handlers.length,
    };
  }, FOREIGN);

const CLEAN = { runs: 0, refused: [], foreign: 0, handlers: 0 };

test("there are at least 60 payloads, all different, and the counter counts", async () => {
  expect(new Set(PAYLOADS).size).toBe(PAYLOADS.length);
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(60);
  const page = await open(false);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", "<img src=x: onerror=pwned()>");
  });
  await expect.poll(() => page.evaluate(() => window.watched.runs)).toBe(1);
});

test("with the policy of a gateway, what would run is refused", async () => {
  const page = await open(true);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", "<img src=x: onerror=pwned()>");
  });
  await expect.poll(() => page.evaluate(() => window.watched.refused.length)).toBeGreaterThan(0);
  expect(await page.evaluate(() => window.watched.runs)).toBe(0);
});

/** Every fourth, as a page with all of them is slow. */
const QUARTERS = [0, 1, 2, 3].map((first) => PAYLOADS.filter((_, n) => n % 4 === first));

test.each([
  ...QUARTERS.map((payloads) => ["without a policy", false, payloads] as const),
  ...(process.env.VERIFY_LONG ? QUARTERS : QUARTERS.slice(0, 1)).map(
    (payloads) => ["with the policy of a gateway", true, payloads] as const,
  ),
])(
  "of all payloads in names, chat, files, keys, roles, statuses and rings, none runs: %s",
  async (_, strict, payloads) => {
    const page = await open(strict);
    await reach(page, "ada");
    await page.getByRole("button", { name: "Meet in a room" }).click();
    await page.getByRole("button", { name: "Join the call" }).click();
    await page.getByRole("toolbar", { name: "Call" }).waitFor();
    await page.keyboard.press("p");
    for (const payload of payloads) await poison(page, payload);
    expect(await page.evaluate(() => window.stage.people?.asked.length)).toBe(payloads.length);
    for (const key of ["c", "p"]) await page.keyboard.press(key);
    for (const more of await page.getByRole("button", { name: "More about" }).all())
      await more.evaluate((button) => (button as HTMLElement).click());
    expect(await result(page)).toEqual(CLEAN);
  },
);

test("a payload in the address, in the stored settings or in what is typed does not run", async () => {
  const page = await open(true);
  for (const payload of PAYLOADS.slice(0, 20)) {
    await page.getByLabel("Your name").fill(payload);
    await page.getByLabel("Room name").fill(payload);
  }
  for (const payload of PAYLOADS) {
    await page.evaluate((text) => {
      const settings = { name: text, user: text, contacts: [text], mood: text, theme: text };
      localStorage.setItem("parley.settings", JSON.stringify(settings));
      location.hash = `#k=${encodeURIComponent(text)}`;
    }, payload);
  }
  await lab.visit(page, "stage");
  await page.getByRole("button", { name: "Call someone" }).click();
  await page.getByRole("list", { name: "People you call" }).waitFor();
  expect(await result(page)).toEqual(CLEAN);
});
