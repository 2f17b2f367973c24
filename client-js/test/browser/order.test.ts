import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { until, useLab } from "./lab.js";
import type { orderPage } from "./page/order.js";
import { enter, sees } from "./people.js";

declare global {
  var order: typeof orderPage;
}

const lab = await useLab();
let relay: Page;
beforeEach(async () => {
  relay = await lab.server();
});

/** A page with a tone and a picture that moves. */
async function speaker(name: string, url?: string): Promise<Page> {
  const page = await lab.page("order");
  await page.evaluate(() => client.furnish("mic1", "cam1"));
  if (url !== undefined)
    await page.evaluate((other) => {
      client.url = other;
    }, url);
  await enter(page, name);
  await page.evaluate(() => order.open());
  return page;
}

/** Ada, who owns the room, and two others. */
async function three(): Promise<{ ada: Page; bob: Page; eve: Page; others: Page[] }> {
  const [ada, bob, eve] = [await speaker("Ada"), await speaker("Bob"), await speaker("Eve")];
  for (const page of [ada, eve]) await sees(page, "Bob");
  return { ada, bob, eve, others: [ada, eve] };
}

const loud = (page: Page) => expect.poll(() => page.evaluate(() => order.loud("Bob")), LONG);
const sight = (page: Page) => expect.poll(() => page.evaluate(() => client.sight("Bob")), LONG);
const LONG = { timeout: 60_000 };
const negotiations = (page: Page) =>
  page.evaluate(() => client.made.reduce((sum, pc) => sum + pc.negotiations, 0));
const heard = (page: Page) =>
  page.evaluate(() => [...client.texts, ...order.frames.map((text) => `frame ${text}`)]);

test("who may not give sends nothing, says so, and is heard and seen again when it is given back", async () => {
  const { ada, bob, others } = await three();
  for (const page of others) await loud(page).toBe(true);
  const before = await negotiations(bob);
  await ada.evaluate(() => order.mute("Bob", "microphone", "camera"));
  for (const page of others) {
    await until(page, () => client.peer("Bob")?.profile.mic === "forbidden");
    await loud(page).toBe(false);
    await sight(page).toBe("black");
    expect(await page.evaluate(() => client.peer("Bob")?.publish)).toEqual(["screen", "data"]);
  }
  const own = await bob.evaluate(async () => ({
    states: [client.room.microphone.state, client.room.camera.state],
    preview: client.room.self.stream.getTracks().length,
    sent: client.made.flatMap((pc) => pc.getSenders()).filter(({ track }) => track).length,
    on: await client.room.microphone.on().catch(({ code }) => code),
  }));
  expect(own).toEqual({ states: ["forbidden", "forbidden"], preview: 0, sent: 0, on: "forbidden" });

  await ada.evaluate(() => order.grant("Bob", "microphone", "camera"));
  for (const page of others) {
    await loud(page).toBe(true);
    await sight(page).toBe("moving");
  }
  expect(await negotiations(bob)).toBe(before);
});

test("whoever goes on sending against the rules is not heard or seen by anybody", async () => {
  const { ada, bob, others } = await three();
  await bob.evaluate(() => {
    order.defy();
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d");
    setInterval(() => context?.fillRect(0, 0, Math.random() * 300, 100), 50);
    return client.room.screen.start(canvas.captureStream(15));
  });
  for (const page of others) await until(page, () => client.peer("Bob")?.screen != null);
  await ada.evaluate(() => order.mute("Bob", "microphone", "camera", "screen", "data"));
  for (const page of others) {
    await until(page, () => client.peer("Bob")?.publish.length === 0);
    await sees(page, "Bob"); // pictures still come, and are decoded
    await loud(page).toBe(false);
    await sight(page).toBe("black");
    expect(await page.evaluate(() => client.peer("Bob")?.screen)).toBeNull();
  }
  const refused = () => {
    try {
      client.room.chat("hello");
    } catch (error) {
      return (error as { code: string }).code;
    }
    return "sent";
  };
  await until(bob, () => client.room.self.publish.length === 0);
  expect(await bob.evaluate(refused)).toBe("forbidden");
  expect(await bob.evaluate(() => order.told.at(-1))).toBe("none");
  await bob.evaluate(() => {
    order.shout("Ada", "I speak all the same");
    order.shout("Eve", "I speak all the same");
  });
  await ada.evaluate(() => client.room.chat("over"));
  await until(bob, () => client.texts.includes("Ada: over"));
  for (const page of others)
    expect((await heard(page)).filter((it) => /same/.test(it))).toEqual([]);

  await ada.evaluate(() => order.grant("Bob", "microphone", "camera", "data"));
  for (const page of others) {
    await loud(page).toBe(true);
    await sight(page).toBe("moving");
  }
  await until(bob, () => order.told.at(-1) === "carried");
});

test("the words of two ends are equal, no others are, and another connection keeps them", async () => {
  const [ada, bob] = [await speaker("Ada"), await speaker("Bob")];
  const eve = await speaker("Eve");
  for (const page of [ada, bob]) await sees(page, "Eve");
  await sees(ada, "Bob");
  const words = (page: Page, name: string) => page.evaluate((it) => order.words(it), name);
  const pair = await words(ada, "Bob");
  expect(pair.split(" ")).toHaveLength(8);
  expect(await words(bob, "Ada")).toBe(pair);
  expect(await words(ada, "Eve")).not.toBe(pair);
  expect(await words(eve, "Ada")).toBe(await words(ada, "Eve"));

  await ada.evaluate(() => {
    for (const pc of client.made) if (pc.up) pc.break();
  });
  await until(ada, () => client.paths.some((path) => path.startsWith("Bob race stable")));
  await until(ada, async (before) => (await order.words("Bob")) === before, pair);
});

test("with somebody in between the two read different words", async () => {
  const [ada, bob] = [await speaker("Ada"), await speaker("Bob", "ws://test/signal/2")];
  const mallory = await lab.page("order");
  await mallory.evaluate(() => order.between());
  await sees(ada, "Bob");
  await sees(bob, "Ada");
  const words = [
    await ada.evaluate(() => order.words("Bob")),
    await bob.evaluate(() => order.words("Ada")),
  ];
  expect(words.map((each) => each.split(" ").length)).toEqual([8, 8]);
  expect(words[0]).not.toBe(words[1]);
});

test("a certificate that nobody has makes no connection, and no words", async () => {
  await relay.evaluate(() => globalThis.server.lie());
  const ada = await speaker("Ada");
  await speaker("Bob");
  await until(ada, () => client.made.some(({ connectionState }) => connectionState === "failed"));
  expect(await ada.evaluate(() => order.words("Bob"))).toBe("not-connected");
});
