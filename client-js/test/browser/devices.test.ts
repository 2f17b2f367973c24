import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { until, useLab } from "./lab.js";
import { enter, person, sees } from "./people.js";

// The rows of the table "Devices" in docs/client.md, in a call that goes on, with the shim
// `page/hardware.ts` in the place of the browser's devices.

const lab = await useLab();
beforeEach(async () => {
  await lab.server();
});

/** Ada's devices are those of the shim, Bob looks and listens. */
async function call(...devices: string[]): Promise<{ ada: Page; bob: Page }> {
  const ada = await lab.client();
  await ada.evaluate((ids) => client.furnish(...ids), devices);
  await enter(ada, "Ada");
  const bob = await person(lab, "Bob");
  await sees(bob, "Ada");
  await ada.evaluate(() => client.devices.splice(0));
  return { ada, bob };
}

const negotiations = (page: Page) =>
  page.evaluate(() => client.made.reduce((sum, pc) => sum + pc.negotiations, 0));
const shown = (page: Page, kind: "mic" | "camera", state: string) =>
  until(page, ([k, s]) => client.peer("Ada")?.profile[k] === s, [kind, state] as const);
const told = (page: Page) => page.evaluate(() => client.devices);

/** Waits until more sound came from Ada than before. */
async function hears(page: Page): Promise<void> {
  const before = await page.evaluate(() => client.energy("Ada"));
  await until(page, async (was) => (await client.energy("Ada")) > was + 0.001, before);
}

test("unplugged: another is used, then a stand-in, then what comes; nothing is negotiated", async () => {
  const { ada, bob } = await call("mic1", "mic2", "cam1");
  const before = await negotiations(ada);
  await hears(bob);

  await ada.evaluate(() => client.hardware.unplug("mic1"));
  await until(ada, () => client.room.microphone.device?.deviceId === "mic2");
  await hears(bob);
  await ada.evaluate(() => client.hardware.unplug("mic2"));
  await shown(bob, "mic", "lost");
  await ada.evaluate(() => client.hardware.unplug("cam1"));
  await shown(bob, "camera", "lost");
  await sees(bob, "Ada");
  await expect.poll(() => bob.evaluate(() => client.sight("Ada"))).toBe("black");

  await ada.evaluate(() => client.hardware.plug("cam2"));
  await shown(bob, "camera", "on");
  await expect.poll(() => bob.evaluate(() => client.sight("Ada"))).toBe("moving");
  await ada.evaluate(() => client.hardware.plug("mic2"));
  await until(ada, () => client.room.microphone.device?.deviceId === "mic2");
  await ada.evaluate(() => client.hardware.plug("mic1"));
  await until(ada, () => client.room.microphone.device?.deviceId === "mic1");
  await shown(bob, "mic", "on");
  await hears(bob);

  expect((await told(ada)).filter((line) => line.includes("mic"))).toEqual([
    "lost mic1 mic2 undefined",
    "lost mic2 undefined no-device",
    "back undefined mic2 undefined",
    "back mic2 mic1 undefined",
  ]);
  expect(await negotiations(ada)).toBe(before);
  expect(await bob.evaluate(() => client.events.filter((event) => event.includes("lost")))).toEqual(
    [],
  );
});

test("in use elsewhere: tried until it is free, while the sound goes on", async () => {
  const { ada, bob } = await call("mic1", "cam1");
  await ada.evaluate(() => client.room.camera.off());
  await shown(bob, "camera", "off");
  await ada.evaluate(() => client.hardware.errors.set("cam1", "NotReadableError"));
  const refusal = await ada.evaluate(() => client.room.camera.on().catch(({ code }) => code));
  expect(refusal).toBe("device-busy");
  await shown(bob, "camera", "lost");
  await hears(bob);
  await ada.evaluate(() => client.hardware.errors.clear());
  await shown(bob, "camera", "on");
  await sees(bob, "Ada");
});

test("refused at the join: one listens, and is heard once the permission is given", async () => {
  const bob = await person(lab, "Bob");
  const ada = await lab.client();
  await ada.evaluate(() => {
    const status = Object.assign(new EventTarget(), { state: "denied" });
    navigator.permissions.query = async () => status as PermissionStatus;
    client.furnish("mic1", "cam1");
    for (const id of ["mic1", "cam1"]) client.hardware.errors.set(id, "NotAllowedError");
    Object.assign(globalThis, {
      allow() {
        client.hardware.errors.clear();
        status.state = "granted";
        status.dispatchEvent(new Event("change"));
      },
    });
  });
  await enter(ada, "Ada");
  await sees(ada, "Bob");
  expect(await bob.evaluate(() => client.peer("Ada")?.profile.camera)).toBe("none");
  await ada.evaluate(() => client.hardware.plug("mic2", "cam2"));
  const before = await negotiations(ada);
  const asked = await ada.evaluate(() => client.hardware.asked.length);
  await ada.evaluate(() => (globalThis as unknown as { allow(): void }).allow());
  await sees(bob, "Ada");
  await hears(bob);
  expect(asked).toBe(1);
  expect(await negotiations(ada)).toBe(before);
});

test("held back by the system: told to all, opened anew once, and as before when it is let go", async () => {
  const { ada, bob } = await call("mic1", "cam1");
  await ada.evaluate(() => client.hardware.hold("mic1", true));
  await shown(bob, "mic", "interrupted");
  await until(ada, () => client.room.microphone.state === "on");
  expect(await ada.evaluate(() => client.hardware.asked.length)).toBe(2);
  await hears(bob);
});

test("a camera that froze is opened anew; a microphone that stays dumb is told", async () => {
  const { ada, bob } = await call("mic1", "cam1");
  const opened = await ada.evaluate(() => client.hardware.asked.length);
  await ada.evaluate(() => client.hardware.die("cam1"));
  await until(ada, (count) => client.hardware.asked.length > count, opened);
  await ada.evaluate(() => client.hardware.die("cam1", false));
  await sees(bob, "Ada");
  await expect.poll(() => bob.evaluate(() => client.sight("Ada"))).toBe("moving");
  await ada.evaluate(() => client.hardware.die("mic1"));
  await until(ada, () => client.room.microphone.trouble === "silent");
  await ada.evaluate(() => client.hardware.die("mic1", false));
  await until(ada, () => client.room.microphone.trouble === undefined);
  await hears(bob);
  expect(await ada.evaluate(() => client.hardware.asked.length)).toBe(opened + 2);
});

test("the browser's own devices: constraints that none meets are given up one by one", async () => {
  const ada = await lab.client();
  const media = { video: { width: { exact: 31 }, frameRate: { min: 5 } } };
  await ada.evaluate((wish) => client.join({ profile: { name: "Ada" }, media: wish }), media);
  const bob = await person(lab, "Bob");
  await sees(bob, "Ada");
  expect(await ada.evaluate(() => client.room.camera.state)).toBe("on");
});
