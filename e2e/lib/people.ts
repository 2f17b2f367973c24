import { createHmac } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import type { Place } from "./server";

const SECRET = "a secret of thirty-two bytes or more";
/** For a server that asks for tokens. */
export const TOKENS = { PARLEY_TOKEN_SECRETS: `k1=${SECRET}` };

const base64url = (value: object | Buffer) =>
  (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString("base64url");

/** A token of that user, good for so many seconds. */
export function tokenOf(user: string, parley: object, seconds = 3600): string {
  const head = base64url({ alg: "HS256", typ: "JWT", kid: "k1" });
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const body = base64url({ sub: user, aud: "parley", exp, jti: `${user}-${exp}`, parley });
  const signature = createHmac("sha256", SECRET).update(`${head}.${body}`).digest();
  return `${head}.${body}.${base64url(signature)}`;
}

/** What a bare page of the SDK keeps of its way into a room, and of what became of it. */
declare global {
  interface Window {
    /** `waiting 1`, `joined`, `refused denied`, `closed kicked`, … */
    steps: string[];
    // biome-ignore lint/suspicious/noExplicitAny: the SDK as a page without a build step sees it
    people: any;
    // biome-ignore lint/suspicious/noExplicitAny: as above
    rings: any[];
  }
}

/** A page with the SDK at hand and nobody in a room. */
export async function blank(browser: Browser, server: Place): Promise<Page> {
  const context = await browser.newContext({ permissions: ["camera", "microphone"] });
  const page = await context.newPage();
  await page.goto(`${server.url}/client/parley.js`);
  await page.evaluate(() => {
    window.steps = [];
    window.rings = [];
  });
  return page;
}

/** Goes into the room, or waits before it: `steps` tells. */
export async function goIn(
  page: Page,
  server: Place,
  room: string,
  name: string,
  options: { token?: string; user?: string; media?: MediaStreamConstraints } = {},
): Promise<void> {
  await page.evaluate(
    async ({ url, room, name, options }) => {
      const parley = await import(/* @vite-ignore */ `${location.origin}/client/parley.js`);
      const waiting = (place: number) => window.steps.push(`waiting ${place}`);
      parley
        .join(url, room, { profile: { name }, media: false, ...options, waiting })
        // biome-ignore lint/suspicious/noExplicitAny: as `window.room`
        .then((joined: any) => {
          window.room = joined;
          window.steps.push("joined");
          joined.on("closed", ({ code }: { code: string }) => window.steps.push(`closed ${code}`));
          joined.on("peer-left", (left: { reason: string }) =>
            window.steps.push(`left ${left.reason}`),
          );
          joined.on("chat", ({ text }: { text: string }) => window.steps.push(`chat ${text}`));
        })
        .catch(({ code }: { code: string }) => window.steps.push(`refused ${code}`));
    },
    { url: server.signalUrl, room, name, options },
  );
}

/** Says to the server that this user is there. */
export async function attends(page: Page, server: Place, user: string, token?: string) {
  await page.evaluate(
    async ({ url, user, token }) => {
      const { attend } = await import(
        /* @vite-ignore */ `${location.origin}/client/parley-people.js`
      );
      window.people = await attend(url, { user, ...(token && { token }) });
      // biome-ignore lint/suspicious/noExplicitAny: as `window.rings`
      window.people.on("ringing", (ring: any) => {
        window.rings.push(ring);
        ring.ended.then(({ reason }: { reason: string }) => window.steps.push(`ring ${reason}`));
      });
    },
    { url: server.signalUrl, user, token },
  );
}

export const steps = (page: Page) => page.evaluate(() => window.steps);

/** What a call of the room comes to: `done`, or the code with which it is refused. */
export const asks = (page: Page, method: string, name?: string, more?: unknown) =>
  page.evaluate(
    async ({ method, name, more }) => {
      // biome-ignore lint/suspicious/noExplicitAny: as `window.room`
      const named = ({ profile }: any) => profile.name === name;
      const whom = [...window.room.peers.values()].find(named) ?? window.room.lobby.find(named);
      try {
        await window.room[method](...(name === undefined ? [] : [whom]), ...(more ? [more] : []));
        return "done";
      } catch (error) {
        return (error as { code: string }).code;
      }
    },
    { method, name, more },
  );
