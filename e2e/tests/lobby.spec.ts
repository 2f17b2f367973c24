import { expect, type Page } from "@playwright/test";
import { asks, blank, goIn, steps } from "../lib/people";
import { test } from "../lib/test";

interface Knock {
  readonly profile: { readonly name: string };
}

const last = (page: Page) => expect.poll(async () => (await steps(page)).at(-1));

test("in front of a lobby one waits, is let in, or sent away; the place outlives the socket", async ({
  browser,
  server,
}) => {
  const ada = await blank(browser, server);
  await goIn(ada, server, "door", "Ada");
  await last(ada).toBe("joined");
  expect(await asks(ada, "setPolicy", undefined, { lobby: true })).toBe("done");
  const [bob, eve] = [await blank(browser, server), await blank(browser, server)];
  await goIn(bob, server, "door", "Bob");
  await last(bob).toBe("waiting 1");
  await goIn(eve, server, "door", "Eve");
  await last(eve).toBe("waiting 2");
  await expect
    .poll(() => ada.evaluate(() => window.room.lobby.map((k: Knock) => k.profile.name)))
    .toEqual(["Bob", "Eve"]);

  await bob.context().setOffline(true);
  await bob.context().setOffline(false);
  expect(await asks(ada, "admit", "Bob")).toBe("done");
  await last(bob).toBe("joined");
  await last(eve).toBe("waiting 1");
  expect(await asks(bob, "deny", "Eve")).toBe("forbidden");
  expect(await asks(ada, "deny", "Eve")).toBe("done");
  await last(eve).toBe("refused denied");
  expect(await ada.evaluate(() => window.room.peers.size)).toBe(1);
});
