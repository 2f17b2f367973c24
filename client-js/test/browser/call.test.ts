import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { until, useLab } from "./lab.js";
import { enter, person, sees } from "./people.js";

const lab = await useLab();
let relay: Page;
beforeEach(async () => {
  relay = await lab.server();
});

test("two pages decode each other's video, and each track is told once", async () => {
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  await sees(bob, "Ada");
  const tracks = ["track Bob microphone", "track Bob camera"];
  expect((await ada.evaluate(() => client.events)).filter((e) => e.includes("track"))).toEqual(
    tracks,
  );
  const { video, audio } = await bob.evaluate(() => {
    const stream = client.peer("Ada")?.stream;
    return { video: stream?.getVideoTracks().length, audio: stream?.getAudioTracks().length };
  });
  expect({ video, audio }).toEqual({ video: 1, audio: 1 });
});

test("three pages are a full mesh", async () => {
  const pages = {
    Ada: await person(lab, "Ada"),
    Bob: await person(lab, "Bob"),
    Eve: await person(lab, "Eve"),
  };
  for (const [name, page] of Object.entries(pages)) {
    for (const other of Object.keys(pages)) if (other !== name) await sees(page, other);
  }
});

test("an offer of the lobby goes with the join; the others are closed", async () => {
  const ada = await person(lab, "Ada");
  const bob = await lab.client();
  await bob.evaluate(() => client.join({ profile: { name: "Bob" }, lobby: client.prepare(4) }));
  await sees(bob, "Ada");
  await sees(ada, "Bob");
  const states = await bob.evaluate(() => client.made.map(({ signalingState }) => signalingState));
  expect(states.sort()).toEqual(["closed", "closed", "closed", "stable"]);
  // Ada answered: the connections that she had prepared found nobody.
  const offered = await ada.evaluate(
    () => client.made.filter((pc) => pc.localDescription?.type === "offer").length,
  );
  expect(offered).toBe(0);
});

test("whoever joins without devices adds them later, and nothing is negotiated for it", async () => {
  const ada = await person(lab, "Ada", false);
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  expect(await bob.evaluate(() => client.peer("Ada")?.profile.camera)).toBe("none");
  const before = await negotiations(ada, bob);

  await ada.evaluate(() => client.room.camera.on());
  await sees(bob, "Ada");
  await until(bob, () => client.peer("Ada")?.profile.camera === "on");
  await ada.evaluate(() => client.room.microphone.on());
  await until(bob, () => client.peer("Ada")?.profile.mic === "on");
  expect(await negotiations(ada, bob)).toEqual(before);
});

test("off, on and switch are told to all and negotiate nothing", async () => {
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(bob, "Ada");
  const before = await negotiations(ada, bob);

  const light = await ada.evaluate(async () => {
    const { camera } = client.room;
    const device = camera.track;
    await camera.off();
    return {
      ended: device?.readyState,
      state: camera.state,
      shown: client.room.self.stream.getVideoTracks().length,
    };
  });
  expect(light).toEqual({ ended: "ended", state: "off", shown: 0 });
  await until(bob, () => client.peer("Ada")?.profile.camera === "off");
  const still = await settledFrames(bob);

  await ada.evaluate(() => client.room.camera.on());
  await until(bob, async (count) => (await client.decoded("Ada")) > count + 5, still);
  await ada.evaluate(async () => {
    const canvas = document.createElement("canvas");
    const paint = canvas.getContext("2d");
    setInterval(() => paint?.fillRect(Math.random() * 300, 0, 9, 9), 50);
    const [track] = canvas.captureStream(15).getVideoTracks();
    if (track) await client.room.camera.switch(track);
  });
  const width = () => client.peer("Ada")?.stream.getVideoTracks()[0]?.getSettings().width;
  await until(bob, width);
  await until(
    bob,
    () => client.peer("Ada")?.stream.getVideoTracks()[0]?.getSettings().width === 300,
  );
  await ada.evaluate(() => client.room.microphone.off());
  await until(bob, () => client.peer("Ada")?.profile.mic === "off");
  expect(await negotiations(ada, bob)).toEqual(before);
});

test("whoever leaves is gone at once, and their devices are closed", async () => {
  const ada = await person(lab, "Ada");
  const bob = await person(lab, "Bob");
  await sees(ada, "Bob");
  const after = await bob.evaluate(async () => {
    const { camera, microphone } = client.room;
    const tracks = [camera.track, microphone.track];
    await client.room.leave();
    return {
      tracks: tracks.map((track) => track?.readyState),
      open: client.made.filter(({ signalingState }) => signalingState !== "closed").length,
      state: client.room.state,
    };
  });
  expect(after).toEqual({ tracks: ["ended", "ended"], open: 0, state: "left" });
  await until(ada, () => client.events.includes("left Bob left"));
  expect(await ada.evaluate(() => client.room.peers.size)).toBe(0);
});

test("a device that cannot be had does not keep anybody out", async () => {
  const page = await lab.client();
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException("", "NotAllowedError");
    };
  });
  await enter(page, "Ada");
  const slots = await page.evaluate(() => {
    const { camera, microphone } = client.room;
    return [camera, microphone].map(({ state, trouble }) => `${state} ${trouble}`);
  });
  expect(slots).toEqual(["none permission-denied", "none permission-denied"]);
  const refused = page.evaluate(() => client.room.camera.on().catch(({ code }) => code));
  expect(await refused).toBe("permission-denied");
  expect(await relay.evaluate(() => server.roster()[0]?.profile)).toMatchObject({ camera: "none" });
});

test("a join that is given up leaves nothing behind", async () => {
  const page = await lab.client();
  const left = await page.evaluate(async () => {
    const giveUp = new AbortController();
    const lobby = client.prepare(1);
    const code = client.refused({ signal: giveUp.signal, lobby });
    giveUp.abort();
    return {
      code: await code,
      open: client.made.filter((pc) => pc.signalingState !== "closed").length,
    };
  });
  expect(left).toEqual({ code: "aborted", open: 0 });
  expect(await relay.evaluate(() => server.roster().length)).toBe(0);
});

const negotiations = (...pages: Page[]) =>
  Promise.all(pages.map((page) => page.evaluate(() => client.made.map((pc) => pc.negotiations))));

/** The count of Ada's frames once it has stopped growing, which time alone can tell. */
async function settledFrames(page: Page): Promise<number> {
  await until(page, async () => {
    const before = await client.decoded("Ada");
    await new Promise((resolve) => setTimeout(resolve, 300));
    return (await client.decoded("Ada")) === before;
  });
  return page.evaluate(() => client.decoded("Ada"));
}
