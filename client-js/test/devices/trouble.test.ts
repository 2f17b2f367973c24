import { afterEach, expect, test, vi } from "vitest";
import { camera, Desk, inUse, microphone } from "./desk.js";

afterEach(() => vi.unstubAllGlobals());

const EXACT = (id: string) => `{"deviceId":{"exact":"${id}"}}`;

const fails = (name: string) => new DOMException("", name);

test("one prompt for both; when the camera is missing the microphone is opened alone", async () => {
  const desk = new Desk(microphone("m1"));
  const started = desk.devices.start({ audio: true, video: { width: 640 } });
  await desk.pass(50);
  await started;
  expect(desk.asked.slice(0, 2)).toEqual([`audio true video {"width":640}`, "audio true"]);
  expect(desk.devices.microphone.state).toBe("on");
  expect(desk.devices.camera).toMatchObject({ state: "none", trouble: "no-device" });
});

test("one of two is blocked: only the other is asked for", async () => {
  const desk = new Desk(microphone("m1"), camera("c1"));
  desk.permissions.camera = "denied";
  const started = desk.devices.start({ audio: true, video: true });
  await desk.pass(50);
  await started;
  expect(desk.asked).toEqual(["audio true video true", "audio true"]);
  expect(desk.devices.camera.trouble).toBe("permission-denied");
});

test("a busy camera is tried after 0.5, 1, 2, 4, 8 s, then another; the sound stays", async () => {
  const desk = new Desk(microphone("m1"), camera("c1"), camera("c2"));
  await desk.on(desk.devices.microphone);
  desk.broken.set("c1", fails("NotReadableError"));
  expect(await desk.on(desk.devices.camera)).toBe("device-busy");
  const tries = () => desk.asked.filter((each) => each.startsWith("video")).length;
  expect(tries()).toBe(1);
  for (const [index, pause] of [500, 1000, 2000, 4000, 8000].entries()) {
    await desk.pass(pause - 60);
    expect(tries()).toBe(index + 1);
    await desk.pass(60);
    expect(tries()).toBeGreaterThan(index + 1);
  }
  await desk.pass(20);
  expect(desk.devices.camera).toMatchObject({ state: "on", device: { deviceId: "c2" } });
  expect(desk.devices.microphone.state).toBe("on");
});

test("a busy camera that is turned off is not tried any more", async () => {
  const desk = new Desk(camera("c1"));
  desk.broken.set("c1", fails("AbortError"));
  await desk.on(desk.devices.camera);
  await desk.devices.camera.off();
  await desk.pass(60_000);
  expect(desk.asked.length).toBe(1);
  expect(desk.devices.camera).toMatchObject({ state: "off", trouble: undefined });
});

test("constraints that no device meets: without that one, then as ideals, then none", async () => {
  const desk = new Desk(camera("c1"));
  const started = desk.devices.start({ video: { width: { exact: 9999 }, frameRate: 15 } });
  await desk.pass(50);
  await started;
  expect(desk.asked).toEqual([
    `video {"width":{"exact":9999},"frameRate":15}`,
    `video {"frameRate":15}`,
  ]);

  desk.broken.set("video", Object.assign(fails("OverconstrainedError"), { constraint: "" }));
  desk.asked.length = 0;
  desk.tracks[0]?.stop();
  desk.tracks[0]?.dispatchEvent(new Event("ended"));
  await desk.pass(500);
  expect(desk.asked.slice(0, 3)).toEqual([
    `video {"width":{"exact":9999},"frameRate":15,"deviceId":{"exact":"c1"}}`,
    `video {"width":9999,"frameRate":15,"deviceId":{"exact":"c1"}}`,
    `video ${EXACT("c1")}`,
  ]);
  expect(desk.devices.camera).toMatchObject({ state: "lost", trouble: "constraints-unmet" });
});

test("held back by the system: told after 2 s, opened anew after 5 s, once", async () => {
  const desk = await inUse();
  desk.mute("audio", true);
  await desk.pass(1990);
  expect(desk.devices.microphone.state).toBe("on");
  await desk.pass(20);
  expect(desk.devices.microphone).toMatchObject({ state: "interrupted", trouble: "interrupted" });
  expect(desk.asked).toEqual([]);
  await desk.pass(3100);
  expect(desk.asked.length).toBe(1);
  expect(desk.devices.microphone.state).toBe("on");
  desk.mute("audio", true);
  await desk.pass(60_000);
  expect(desk.asked.length).toBe(1);
  desk.mute("audio", false);
  await desk.pass(10);
  expect(desk.devices.microphone.state).toBe("on");
});

test("held back in a page that nobody sees: opened anew when it is seen", async () => {
  const desk = await inUse();
  desk.show("hidden");
  desk.mute("audio", true);
  await desk.pass(60_000);
  expect(desk.asked).toEqual([]);
  desk.show("visible");
  await desk.pass(50);
  expect(desk.asked.length).toBe(1);
});

test("a short interruption is none", async () => {
  const desk = await inUse();
  desk.mute("audio", true);
  await desk.pass(1500);
  desk.mute("audio", false);
  await desk.pass(10_000);
  expect(desk.sent).toEqual([]);
  expect(desk.asked).toEqual([]);
});

test.each([
  ["audio", 5000],
  ["video", 3000],
] as const)(
  "%s that is live and gives nothing is opened anew once, then told",
  async (kind, ms) => {
    const desk = new Desk(microphone("m1"), camera("c1"));
    const slot = kind === "audio" ? desk.devices.microphone : desk.devices.camera;
    await desk.on(slot);
    desk.given[kind] = 1;
    await desk.pass(ms - 1000);
    expect(desk.asked.length).toBe(1);
    await desk.pass(4000);
    expect(desk.asked.length).toBe(2);
    await desk.pass(ms + 4000);
    expect(slot).toMatchObject({ state: "on", trouble: "silent" });
    await desk.pass(60_000);
    expect(desk.asked.length).toBe(2);
    desk.given[kind] = 2;
    await desk.pass(1500);
    expect(slot.trouble).toBe(undefined);
  },
);

test("a muted microphone may be silent", async () => {
  const desk = await inUse();
  desk.given.audio = 1;
  await desk.devices.microphone.off();
  await desk.pass(60_000);
  expect(desk.asked).toEqual([]);
});
