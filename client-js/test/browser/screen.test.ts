import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { until, useLab } from "./lab.js";
import { person, sees } from "./people.js";

const lab = await useLab();
let relay: Page;
beforeEach(async () => {
  relay = await lab.server();
});

const share = (page: Page) => page.evaluate(() => client.room.screen.start());
const stop = (page: Page) => page.evaluate(() => client.room.screen.stop());
/** Waits until the screen of that person moves in a player. */
async function watches(page: Page, name: string): Promise<void> {
  await until(page, (of) => client.peer(of)?.screen != null, name);
  await page.evaluate((of) => client.play(of, "screen"), name);
  const shown = await page.evaluate(() => client.shown);
  await until(page, (count) => client.shown > count + 3, shown);
}
const events = (page: Page) =>
  page.evaluate(() => client.events.filter((it) => /screen|sound|error/.test(it)));
/** How often the connection that stood when it was asked first has wanted to negotiate. */
const negotiations = (page: Page) =>
  page.evaluate(() => {
    const kept = globalThis as unknown as { first: (typeof client.made)[number] | undefined };
    kept.first ??= client.made.find((pc) => pc.connectionState === "connected");
    return kept.first?.negotiations ?? 0;
  });
const session = (page: Page) => page.evaluate(() => client.room.self.id);
const stable = (page: Page) =>
  until(page, () => client.made.every((pc) => /stable|closed/.test(pc.signalingState)));

async function two(media?: false): Promise<readonly [Page, Page]> {
  const ada = await person(lab, "Ada", media);
  const bob = await person(lab, "Bob", media);
  await until(ada, () => client.connected("Bob"));
  await until(bob, () => client.connected("Ada"));
  return [ada, bob];
}

test("a screen beside the camera: one negotiation for the first, none for what follows", async () => {
  const [ada, bob] = await two();
  await sees(bob, "Ada");
  const before = await negotiations(ada);
  await share(ada);
  await watches(bob, "Ada");
  await until(bob, () => client.events.includes("track Ada sound"));
  expect((await events(bob)).sort()).toEqual([
    "screen Ada on",
    "track Ada screen",
    "track Ada sound",
  ]);
  const added = await negotiations(ada);
  expect(added).toBeLessThanOrEqual(before + 1);
  const hint = () => client.room.screen.stream?.getVideoTracks()[0]?.contentHint;
  expect(await ada.evaluate(hint)).toBe("detail");
  await until(bob, () => client.peer("Ada")?.profile.screen === "on");

  await stop(ada);
  await until(bob, () => client.peer("Ada")?.screen === null);
  await until(bob, () => client.peer("Ada")?.profile.screen === "off");
  await share(ada);
  await watches(bob, "Ada");
  await share(bob);
  await watches(ada, "Bob");
  await sees(bob, "Ada");
  expect(await negotiations(ada)).toBe(added);
  expect(await bob.evaluate(() => client.peer("Ada")?.stream.getTracks().length)).toBe(2);
});

test("both share in the same moment: both are seen, and the connection is at rest", async () => {
  const [ada, bob] = await two(false);
  await Promise.all([share(ada), share(bob)]);
  await watches(ada, "Bob");
  await watches(bob, "Ada");
  for (const page of [ada, bob]) {
    await stable(page);
    expect(await page.evaluate(() => client.events.filter((it) => it.startsWith("error")))).toEqual(
      [],
    );
    expect(
      await page.evaluate(() =>
        client.made
          .filter((pc) => pc.connectionState === "connected")
          .map((pc) => pc.getTransceivers().length),
      ),
    ).toEqual([4]);
  }
});

test("the browser's own bar ends it, and so does the end of the window", async () => {
  const [ada, bob] = await two(false);
  await share(ada);
  await watches(bob, "Ada");
  await ada.evaluate(() => {
    const [track] = client.room.screen.stream?.getVideoTracks() ?? [];
    track?.stop();
    track?.dispatchEvent(new Event("ended"));
  });
  await until(bob, () => client.peer("Ada")?.screen === null);
  expect(await ada.evaluate(() => client.room.screen.state)).toBe("off");
});

test("who comes later sees what is shared, whichever of the two may add slots", async () => {
  const [ada] = await two(false);
  await share(ada);
  const sharer = await session(ada);
  const sides = new Set<boolean>();
  for (let n = 1; sides.size < 2; n++) {
    const comer = await person(lab, `comer ${n}`, false);
    await watches(comer, "Ada");
    sides.add(sharer < (await session(comer)));
    await comer.close();
  }
});

test("who comes later sees what is shared, and it survives a broken connection", async () => {
  const [ada, bob] = await two();
  await share(ada);
  await watches(bob, "Ada");
  const eve = await person(lab, "Eve", false);
  await watches(eve, "Ada");
  for (const page of [ada, bob, eve])
    await page.evaluate(() => {
      for (const pc of [...client.made]) pc.break();
    });
  for (const page of [bob, eve]) {
    await until(page, () => client.paths.join().includes("Ada race stable ke"));
    await watches(page, "Ada");
    expect(
      await page.evaluate(() => client.events.filter((it) => it === "screen Ada off")),
    ).toEqual([]);
  }
});

test("the server forgets everything: the share goes on, and ends when it is stopped", async () => {
  const [ada, bob] = await two(false);
  await share(ada);
  await watches(bob, "Ada");
  await relay.evaluate(() => globalThis.server.restart(2000));
  await until(ada, () => client.events.at(-1) === "state connected");
  await watches(bob, "Ada");
  await stop(ada);
  await until(bob, () => client.peer("Ada")?.screen === null);
});

test("a stream of the app's own is shared, and not stopped", async () => {
  const [ada, bob] = await two(false);
  const live = await ada.evaluate(async () => {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d");
    setInterval(() => context?.fillRect(0, 0, Math.random() * 300, 100), 50);
    const stream = canvas.captureStream(15);
    await client.room.screen.start(stream);
    Object.assign(globalThis, { own: stream });
    return stream.getVideoTracks()[0]?.readyState;
  });
  expect(live).toBe("live");
  await watches(bob, "Ada");
  await stop(ada);
  await until(bob, () => client.peer("Ada")?.screen === null);
  const state = () =>
    (globalThis as unknown as { own: MediaStream }).own.getVideoTracks()[0]?.readyState;
  expect(await ada.evaluate(state)).toBe("live");
});
