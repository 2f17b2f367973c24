import { expect, type Page } from "@playwright/test";
import { decodedFrames, decodesFrom, sdkPage } from "../lib/call";
import { test } from "../lib/test";

test("two pages decode each other's video, and hear of each other by name", async ({
  browser,
  server,
}) => {
  const ada = await sdkPage(browser, server, "two", { name: "Ada" });
  const bob = await sdkPage(browser, server, "two", { name: "Bob" });
  for (const page of [ada, bob]) await expect.poll(() => decodesFrom(page, 1)).toBe(true);
  const names = (page: typeof ada) =>
    page.evaluate(() =>
      [...window.room.peers.values()].map((p: { profile: { name: string } }) => p.profile.name),
    );
  expect(await names(ada)).toEqual(["Bob"]);
  expect(await names(bob)).toEqual(["Ada"]);
});

test("four pages make a full mesh", async ({ browser, server }) => {
  const pages = [];
  for (const name of ["Ada", "Bob", "Cyd", "Dan"])
    pages.push(await sdkPage(browser, server, "four", { name }));
  for (const page of pages) await expect.poll(() => decodesFrom(page, 3)).toBe(true);
});

test("one connection a pair, however many joined at once", async ({ browser, server }) => {
  const pages = await Promise.all(
    ["Ada", "Bob", "Cyd"].map((name) => sdkPage(browser, server, "rush", { name })),
  );
  for (const page of pages) {
    await expect.poll(() => decodesFrom(page, 2)).toBe(true);
    const open = await page.evaluate(
      () => window.connections.filter((pc) => pc.connectionState === "connected").length,
    );
    expect(open).toBe(2);
  }
});

test("both sides renegotiate in the same tick, 200 times, and it ends stable", async ({
  browser,
  server,
}) => {
  test.setTimeout(300_000); // 400 ICE restarts want the processor for themselves
  const ada = await sdkPage(browser, server, "glare", { name: "Ada" });
  const bob = await sdkPage(browser, server, "glare", { name: "Bob" });
  for (const page of [ada, bob]) await expect.poll(() => decodesFrom(page, 1)).toBe(true);
  const restart = () => {
    for (const pc of window.connections) if (pc.connectionState !== "closed") pc.restartIce();
  };
  const settled = () =>
    window.connections
      .filter((pc) => pc.connectionState !== "closed")
      .every((pc) => pc.signalingState === "stable" && pc.connectionState === "connected");
  for (let i = 0; i < 200; i++) await Promise.all([ada.evaluate(restart), bob.evaluate(restart)]);
  for (const page of [ada, bob]) {
    await expect.poll(() => page.evaluate(settled)).toBe(true);
    await expect.poll(() => decodesFrom(page, 1)).toBe(true);
  }
  expect((await decodedFrames(ada)).length).toBe(1);
});

test("microphone and camera go off and on without any negotiation", async ({ browser, server }) => {
  const ada = await sdkPage(browser, server, "mute", { name: "Ada" });
  const bob = await sdkPage(browser, server, "mute", { name: "Bob" });
  await expect.poll(() => decodesFrom(bob, 1)).toBe(true);
  await ada.evaluate(() => {
    document.title = "0";
    for (const pc of window.connections)
      pc.addEventListener("negotiationneeded", () => {
        document.title = String(Number(document.title) + 1);
      });
  });
  await ada.evaluate(() => window.room.camera.off());
  await ada.evaluate(() => window.room.microphone.off());
  const profile = () =>
    bob.evaluate(() => {
      const { mic, camera } = [...window.room.peers.values()][0].profile;
      return { mic, camera };
    });
  await expect.poll(profile).toEqual({ mic: "off", camera: "off" });
  await expect.poll(() => decodesFrom(bob, 1)).toBe(false);
  await ada.evaluate(() => window.room.camera.on());
  await ada.evaluate(() => window.room.microphone.on());
  await expect.poll(profile).toEqual({ mic: "on", camera: "on" });
  await expect.poll(() => decodesFrom(bob, 1)).toBe(true);
  expect(await ada.title()).toBe("0");
});

test("who joins without a camera can add one later", async ({ browser, server }) => {
  const ada = await sdkPage(browser, server, "later", { name: "Ada", media: false });
  const bob = await sdkPage(browser, server, "later", { name: "Bob" });
  await expect.poll(() => decodesFrom(ada, 1)).toBe(true);
  await ada.evaluate(() => window.room.camera.on());
  await expect.poll(() => decodesFrom(bob, 1)).toBe(true);
});

test("what heals comes late: the call stands before it, and is looked after from then on", async ({
  browser,
  server,
}) => {
  let refused = 0;
  let refuses = true;
  const prepare = (page: Page) =>
    page.route("**/parley-heal.js", (route) => {
      if (refuses) refused++;
      return refuses ? route.abort() : route.continue();
    });
  const ada = await sdkPage(browser, server, "late", { name: "Ada", prepare });
  const bob = await sdkPage(browser, server, "late", { name: "Bob" });
  for (const page of [ada, bob]) await expect.poll(() => decodesFrom(page, 1)).toBe(true);
  expect(refused).toBeGreaterThan(0);
  await ada.evaluate(() =>
    window.room.on("path", ({ to }: { to: string }) => (document.title = to)),
  );
  refuses = false;
  await expect.poll(() => ada.title()).toBe("stable");
});

test("who joins without media does not load what opens devices", async ({ browser, server }) => {
  const asked: string[] = [];
  const prepare = async (page: Page) => {
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  };
  const ada = await sdkPage(browser, server, "lean", { name: "Ada", media: false, prepare });
  expect(asked).toContain("/client/parley-heal.js");
  expect(asked).not.toContain("/client/parley-devices.js");
  await ada.evaluate(() => window.room.camera.on());
  expect(asked).toContain("/client/parley-devices.js");
});
