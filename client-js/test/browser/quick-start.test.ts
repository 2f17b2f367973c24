import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { until, useLab } from "./lab.js";

const guide = readFileSync(new URL("../../../docs/client.md", import.meta.url), "utf8");
const code = /```js quick-start\n(.*?)```/s.exec(guide)?.[1] ?? "";

const lab = await useLab();

test("the quick start of docs/client.md has at most nine lines, and shows remote video", async () => {
  expect(code.trim().split("\n").length).toBeLessThanOrEqual(9);
  expect(code).toContain("/client/parley.js");
  await lab.server();
  const pages = [await lab.module(code), await lab.module(code)];
  for (const page of pages) {
    await until(page, () => {
      const video = document.querySelector("video");
      return video && video.videoWidth > 0 && video.getVideoPlaybackQuality().totalVideoFrames > 5;
    });
  }
  await pages[1]?.goto("about:blank");
  await until(pages[0] ?? expect.fail(), () => !document.querySelector("video"));
});
