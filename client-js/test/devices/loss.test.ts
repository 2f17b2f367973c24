import { afterEach, expect, test, vi } from "vitest";
import { camera, Desk, inUse, microphone } from "./desk.js";

afterEach(() => vi.unstubAllGlobals());

const EXACT = (id: string) => `{"deviceId":{"exact":"${id}"}}`;

const fails = (name: string) => new DOMException("", name);

test("an unplugged device is replaced by one of its group, and none is asked for twice", async () => {
  const desk = await inUse();
  desk.unplug("m1");
  await desk.pass(1000);
  expect(desk.asked).toEqual([`audio ${EXACT("m3")}`]);
  expect(desk.sent).toEqual(["audio nothing on", "audio m3 on"]);
  expect(desk.news).toMatchObject([
    { why: "lost", was: { deviceId: "m1" }, device: { deviceId: "m3" }, trouble: undefined },
  ]);
});

test("a track that ended while its device is still there is opened again", async () => {
  const desk = await inUse();
  desk.tracks[0]?.stop();
  desk.tracks[0]?.dispatchEvent(new Event("ended"));
  await desk.pass(50);
  expect(desk.asked).toEqual([`audio ${EXACT("m1")}`]);
  expect(desk.devices.microphone.state).toBe("on");
  expect(desk.news).toEqual([]);
});

test("the ladder: the same, its group, its name, the system's choice, any, a stand-in", async () => {
  const desk = await inUse();
  for (const id of ["m1", "m2", "m3"]) desk.broken.set(id, fails("UnknownError"));
  desk.tracks[0]?.stop();
  desk.tracks[0]?.dispatchEvent(new Event("ended"));
  await desk.pass(50);
  expect(desk.asked).toEqual([
    `audio ${EXACT("m1")}`,
    `audio ${EXACT("m3")}`,
    `audio {"deviceId":{"ideal":"m1"}}`,
    `audio ${EXACT("m2")}`,
  ]);
  const { state, trouble, device } = desk.devices.microphone;
  expect({ state, trouble, device }).toEqual({
    state: "lost",
    trouble: "capture-failed",
    device: undefined,
  });
  expect(desk.sent.at(-1)).toBe("audio nothing lost");
});

test("the chosen device comes back: 400 ms after the last change it is used again", async () => {
  const desk = await inUse();
  desk.unplug("m1");
  await desk.pass(1000);
  desk.plug(microphone("m4"));
  await desk.pass(300);
  desk.plug(microphone("m1", "headset"));
  await desk.pass(390);
  expect(desk.devices.microphone.device?.deviceId).toBe("m3");
  await desk.pass(20);
  expect(desk.devices.microphone.device?.deviceId).toBe("m1");
  expect(desk.news.at(-1)).toMatchObject({ why: "back", was: { deviceId: "m3" } });
  expect(desk.tracks.filter(({ readyState }) => readyState === "live").length).toBe(1);
});

test("ids are renewed, so a device of the same group and name is the same", async () => {
  const desk = await inUse();
  desk.unplug("m1");
  await desk.pass(1000);
  desk.plug(microphone("m9", "headset", "Microphone m1"));
  await desk.pass(1000);
  expect(desk.devices.microphone.device?.deviceId).toBe("m9");
});

test("a device that comes while another is in use changes nothing", async () => {
  const desk = await inUse();
  desk.plug(microphone("m4"));
  await desk.pass(1000);
  expect(desk.asked).toEqual([]);
});

test("no device: a stand-in, and the first that comes is taken", async () => {
  const desk = new Desk(camera("c1"));
  await desk.on(desk.devices.camera);
  desk.unplug("c1");
  await desk.pass(1000);
  expect(desk.devices.camera).toMatchObject({ state: "lost", trouble: "no-device" });
  desk.plug(camera("c2"));
  await desk.pass(1000);
  expect(desk.devices.camera).toMatchObject({ state: "on", trouble: undefined });
  expect(desk.news.map(({ why, trouble }) => `${why} ${trouble}`)).toEqual([
    "wanted undefined",
    "lost no-device",
    "back undefined",
  ]);
});

test("who is refused is not asked again by itself, but follows the permission", async () => {
  const desk = new Desk(microphone("m1"));
  desk.permissions.microphone = "denied";
  expect(await desk.on(desk.devices.microphone)).toBe("permission-denied");
  expect(desk.devices.microphone).toMatchObject({ state: "none", trouble: "permission-denied" });
  desk.plug(microphone("m2"));
  await desk.pass(60_000);
  expect(desk.asked.length).toBe(1);
  desk.permit("microphone", "granted");
  await desk.pass(50);
  expect(desk.devices.microphone.state).toBe("on");
});

test("a permission that is taken back is not asked for by itself", async () => {
  const desk = await inUse();
  desk.permissions.microphone = "prompt";
  desk.unplug("m1");
  await desk.pass(1000);
  expect(desk.asked).toEqual([]);
  expect(desk.devices.microphone).toMatchObject({ state: "lost", trouble: "permission-denied" });
  desk.permit("microphone", "granted");
  await desk.pass(50);
  expect(desk.devices.microphone.state).toBe("on");
});

test("another device that cannot be had leaves the one in use alone", async () => {
  const desk = await inUse();
  const [track] = desk.tracks;
  const refused = desk.devices.microphone.switch("nowhere").catch(({ code }) => code);
  await desk.pass(50);
  expect(await refused).toBe("constraints-unmet");
  expect(track?.readyState).toBe("live");
  expect(desk.devices.microphone).toMatchObject({ state: "on", device: { deviceId: "m1" } });
  desk.plug(microphone("nowhere"));
  await desk.pass(1000);
  expect(desk.devices.microphone.device?.deviceId).toBe("m1");
});

test("a machine that opens one camera at a time: ours is closed for the other", async () => {
  const desk = new Desk(camera("c1"), camera("c2"));
  await desk.on(desk.devices.camera);
  desk.broken.set("c2", fails("NotReadableError"));
  const [first] = desk.tracks;
  const freed = vi.spyOn(first ?? expect.fail(), "stop").mockImplementation(() => {
    Object.assign(first ?? {}, { readyState: "ended" });
    desk.broken.clear();
  });
  const switched = desk.devices.camera.switch("c2");
  await desk.pass(50);
  await switched;
  expect(freed).toHaveBeenCalled();
  expect(desk.devices.camera).toMatchObject({ state: "on", device: { deviceId: "c2" } });
});

test("a stored choice is found again by its name", async () => {
  const desk = new Desk(microphone("m1"), microphone("m2", "g2", "Headset"));
  void desk.devices.microphone.off();
  void desk.devices.microphone.switch({ deviceId: "old", groupId: "old", label: "Headset" });
  await desk.on(desk.devices.microphone);
  expect(desk.asked).toEqual([`audio ${EXACT("m2")}`]);
});

test("the app's own track is never stopped; when it ends there is a stand-in", async () => {
  const desk = await inUse();
  const { microphone: slot } = desk.devices;
  const own = desk.tracks[0] as unknown as MediaStreamTrack;
  const [another] = (await navigator.mediaDevices.getUserMedia({ audio: true })).getTracks();
  if (!another) throw new Error("no track");
  await slot.switch(another);
  expect(own.readyState).toBe("ended");
  expect(slot.track).toBe(another);
  another.stop();
  another.dispatchEvent(new Event("ended"));
  await desk.pass(1000);
  expect(slot.state).toBe("lost");
  expect(desk.asked.length).toBe(1);
});

test("after the end nothing is opened, and what opens late is closed", async () => {
  const desk = await inUse();
  desk.unplug("m1");
  desk.devices.close();
  await desk.pass(60_000);
  expect(desk.tracks.filter(({ readyState }) => readyState === "live")).toEqual([]);
  expect(desk.asked).toEqual([]);
});
