import { type Browser, expect, type Page } from "@playwright/test";
import { asks, blank, goIn, steps, TOKENS, tokenOf } from "../lib/people";
import type { Place } from "../lib/server";
import { test } from "../lib/test";

const TONE: MediaStreamConstraints = { audio: true };

const last = (page: Page) => expect.poll(async () => (await steps(page)).at(-1));
/** A page whose person is in the room. */
async function member(
  browser: Browser,
  server: Place,
  room: string,
  name: string,
  options?: Parameters<typeof goIn>[4],
): Promise<Page> {
  const page = await blank(browser, server);
  await goIn(page, server, room, name, options);
  await last(page).toBe("joined");
  return page;
}
const names = (page: Page) =>
  expect.poll(() =>
    page.evaluate(() =>
      [...window.room.peers.values()].map(({ profile }) => profile.name as string).sort(),
    ),
  );

test("who is kicked is out with their page; who is banned with their name, until that is lifted", async ({
  browser,
  server,
}) => {
  const ada = await member(browser, server, "out", "Ada", { user: "ada" });
  const bob = await member(browser, server, "out", "Bob", { user: "bob" });
  await names(ada).toEqual(["Bob"]);
  expect(await asks(bob, "kick", "Ada")).toBe("forbidden");
  expect(await asks(ada, "kick", "Bob")).toBe("done");
  await last(bob).toBe("closed kicked");
  await last(ada).toBe("left kicked");

  const again = await member(browser, server, "out", "Bob", { user: "bob" });
  await names(ada).toEqual(["Bob"]);
  expect(await asks(ada, "ban", "Bob")).toBe("done");
  await last(again).toBe("closed banned");
  await last(ada).toBe("left banned");
  const third = await blank(browser, server);
  await goIn(third, server, "out", "Bob", { user: "bob" });
  await last(third).toBe("refused banned");
  expect(
    await ada.evaluate(() => window.room.bans.map((ban: { name: string }) => ban.name)),
  ).toEqual(["Bob"]);
  await ada.evaluate(() => window.room.unban(window.room.bans[0]));
  await goIn(third, server, "out", "Bob", { user: "bob" });
  await last(third).toBe("joined");
});

test("who is muted is silent at the others, and heard again", async ({ browser, server }) => {
  const ada = await member(browser, server, "mute", "Ada");
  const bob = await member(browser, server, "mute", "Bob", { media: TONE });
  await names(ada).toEqual(["Bob"]);
  const energy = () =>
    ada.evaluate(async () => {
      const [peer] = [...window.room.peers.values()];
      const element = document.querySelector("audio") ?? document.createElement("audio");
      document.documentElement.append(element);
      if (element.srcObject !== peer.stream) element.srcObject = peer.stream;
      await element.play();
      const context = new AudioContext();
      await context.resume();
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(peer.stream).connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      let most = 0;
      for (let i = 0; i < 60; i++) {
        await new Promise((resolve) => setTimeout(resolve, 25));
        analyser.getFloatTimeDomainData(samples);
        most = Math.max(most, ...samples.map(Math.abs));
      }
      await context.close();
      return most > 0.001;
    });
  await expect.poll(energy).toBe(true);
  expect(await asks(ada, "mute", "Bob")).toBe("done");
  await expect.poll(() => bob.evaluate(() => window.room.microphone.state)).toBe("forbidden");
  await expect.poll(energy).toBe(false);
  expect(await asks(ada, "grant", "Bob", ["microphone"])).toBe("done");
  await expect.poll(energy).toBe(true);

  expect(await asks(ada, "mute", "Bob", ["data"])).toBe("done");
  await expect
    .poll(() =>
      bob.evaluate(() => {
        try {
          window.room.chat("hello");
          return "said";
        } catch (error) {
          return (error as { code: string }).code;
        }
      }),
    )
    .toBe("forbidden");
});

test("roles, a lock, keys, and the end of the room for all", async ({ browser, server }) => {
  const ada = await member(browser, server, "end", "Ada");
  const bob = await member(browser, server, "end", "Bob");
  await names(ada).toEqual(["Bob"]);
  expect(await asks(bob, "lock")).toBe("forbidden");
  expect(await asks(ada, "setRole", "Bob", "moderator")).toBe("done");
  await expect.poll(() => bob.evaluate(() => window.room.self.role)).toBe("moderator");
  expect(await asks(bob, "lock")).toBe("done");
  expect(await asks(bob, "close")).toBe("forbidden");
  const eve = await blank(browser, server);
  await goIn(eve, server, "end", "Eve");
  await last(eve).toBe("refused room-locked");
  await ada.evaluate(() => window.room.setKey("topic", "Soup"));
  await expect.poll(() => bob.evaluate(() => window.room.keys.get("topic"))).toBe("Soup");

  expect(await asks(ada, "close")).toBe("done");
  for (const page of [ada, bob]) await last(page).toBe("closed room-closed");
  await goIn(eve, server, "end", "Eve");
  await last(eve).toBe("joined");
});

test("a server with keys takes nobody without a token, and gives the role that it says", async ({
  browser,
  serve,
}) => {
  const server = await serve([], TOKENS);
  const eve = await blank(browser, server);
  await goIn(eve, server, "team-1", "Eve");
  await last(eve).toBe("refused bad-token");
  await goIn(eve, server, "team-1", "Eve", { token: tokenOf("eve", { room: "other" }) });
  await last(eve).toBe("refused forbidden");
  await goIn(eve, server, "team-1", "Eve", { token: tokenOf("eve", { room: "team-*" }, -60) });
  await last(eve).toBe("refused token-expired");

  const moderator = tokenOf("ada", { room: "team-*", role: "moderator" });
  const ada = await member(browser, server, "team-1", "Ada", { token: moderator });
  await goIn(eve, server, "team-1", "Eve", {
    token: tokenOf("eve", { room: "team-*", role: "observer" }),
  });
  await last(eve).toBe("joined");
  await names(ada).toEqual(["Eve"]);
  const seen = await ada.evaluate(() => {
    const [{ user, role, publish }] = [...window.room.peers.values()];
    return { own: window.room.self.role, user, role, publish };
  });
  expect(seen).toEqual({ own: "moderator", user: "eve", role: "observer", publish: [] });
});
