import { expect, test } from "vitest";
import { hold, keyFrame } from "../../src/race/shot.js";

/** A sender, and what is done to it. */
function sender({ hint = "", sends = true } = {}) {
  const done: string[] = [];
  const made = (contentHint: string) => ({
    contentHint,
    clone: () => made(contentHint),
    stop: () => done.push("stop"),
  });
  const first = made(hint);
  let active = true;
  const it = {
    track: (sends ? first : null) as object | null,
    getParameters: () => ({ encodings: [{ active }] }),
    setParameters: async ({ encodings }: { encodings: { active: boolean }[] }) => {
      active = encodings[0]?.active ?? active;
      done.push(active ? "on" : "off");
    },
    replaceTrack: async (track: { contentHint: string } | null) => {
      it.track = track;
      done.push(track === first ? "first" : `other ${track?.contentHint}`);
    },
  };
  return { it, done, sender: it as unknown as RTCRtpSender };
}

test("a key frame is that of an encoder which begins again", async () => {
  const { sender: one, done } = sender();
  await keyFrame(one, true);
  expect(done).toEqual(["off", "on"]);
});

test("what is held sends nothing, remembers nothing, and keeps its track", async () => {
  const { sender: one, done } = sender();
  await hold(one, true);
  expect(done).toEqual(["off", "other detail", "first", "stop"]);
  done.length = 0;
  await keyFrame(one, true);
  expect(done).toEqual(["on"]);
});

test("a track that shows detail forgets as one that shows motion", async () => {
  const { sender: one, done } = sender({ hint: "detail" });
  await hold(one, true);
  expect(done[1]).toBe("other motion");
});

test("pictures without sound are not held: nothing else would tell that the path is back", async () => {
  const { sender: one, done } = sender();
  await hold(one, false);
  expect(done).toEqual([]);
});

test("a camera that is off makes no key frame, and sends again when it was held", async () => {
  const { sender: off, done } = sender({ sends: false });
  await hold(off, true);
  await keyFrame(off, true);
  expect(done).toEqual([]);
  const { it, sender: one, done: then } = sender();
  await hold(one, true);
  await it.replaceTrack(null);
  then.length = 0;
  await keyFrame(one, true);
  expect(then).toEqual(["on"]);
});

test("a track given while it is held is kept", async () => {
  const { it, sender: one, done } = sender();
  const next = { contentHint: "text" };
  const replace = it.replaceTrack;
  it.replaceTrack = async (track) => {
    await replace(track);
    it.track = next;
  };
  await hold(one, true);
  expect(it.track).toBe(next);
  expect(done).toEqual(["off", "other detail", "stop"]);
});
