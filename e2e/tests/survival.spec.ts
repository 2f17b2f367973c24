import { expect } from "@playwright/test";
import { decodesFrom, longestGap, sdkPage, watchGaps } from "../lib/call";
import { Observer } from "../lib/observer";
import { test } from "../lib/test";

test("a reload replaces the old entry: one replace, nobody added or removed", async ({
  browser,
  serve,
}) => {
  const server = await serve();
  const ada = await sdkPage(browser, server, "reload", { name: "Ada" });
  const bob = await sdkPage(browser, server, "reload", { name: "Bob" });
  await expect.poll(() => decodesFrom(bob, 1)).toBe(true);
  const observer = await Observer.join(server.signalUrl, "reload");
  await bob.reload();
  await bob.evaluate(async (url) => {
    const parley = await import(`${location.origin}/client/parley.js`);
    const media = { audio: true, video: { width: 320, height: 240, frameRate: 15 } };
    window.room = await parley.join(url, "reload", { profile: { name: "Bob" }, media });
  }, server.signalUrl);
  await expect.poll(() => decodesFrom(ada, 1)).toBe(true);
  const kinds = observer.ops().map((op) => op.op);
  expect(kinds.filter((kind) => kind === "replace")).toEqual(["replace"]);
  expect(kinds).not.toContain("add");
  expect(kinds).not.toContain("remove");
  observer.leave();
});

test("the server is killed and started again during a call: media never stops", async ({
  browser,
  serve,
}) => {
  const server = await serve();
  const ada = await sdkPage(browser, server, "killed", { name: "Ada" });
  const bob = await sdkPage(browser, server, "killed", { name: "Bob" });
  const pages = [ada, bob];
  for (const page of pages) await expect.poll(() => decodesFrom(page, 1)).toBe(true);
  for (const page of pages) await watchGaps(page);
  const state = (page: typeof ada) => page.evaluate(() => window.room.state);
  const connections = (page: typeof ada) => page.evaluate(() => window.connections.length);
  const made = await Promise.all(pages.map(connections));

  await server.kill();
  for (const page of pages) await expect.poll(() => state(page)).toBe("reconnecting");
  await ada.evaluate(() => window.room.chat("typed while the server is dead"));
  await server.start();
  for (const page of pages) await expect.poll(() => state(page)).toBe("connected");
  for (const page of pages)
    await expect.poll(() => page.evaluate(() => window.room.peers.size)).toBe(1);
  await bob.evaluate(() => window.room.chat("typed after it came back"));

  const texts = (page: typeof ada) => page.evaluate(() => window.chats.map((chat) => chat.text));
  await expect.poll(() => texts(bob)).toEqual(["typed while the server is dead"]);
  await expect.poll(() => texts(ada)).toEqual(["typed after it came back"]);
  for (const page of pages) {
    await expect.poll(() => decodesFrom(page, 1)).toBe(true);
    expect(await longestGap(page)).toBeLessThan(1_000);
  }
  expect(await Promise.all(pages.map(connections))).toEqual(made);
  expect(await texts(bob)).toEqual(["typed while the server is dead"]);
});
