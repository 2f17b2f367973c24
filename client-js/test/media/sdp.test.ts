import { expect, test } from "vitest";
import { ufragsOf, withStartBitrate } from "../../src/media/sdp.js";

const lines = (...text: string[]) => `${text.join("\r\n")}\r\n`;
const session = ["v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0"];
const audio = ["m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=ice-ufrag:aaaa", "a=rtpmap:111 opus/48000/2"];
const video = [
  "m=video 9 UDP/TLS/RTP/SAVPF 96 97",
  "a=ice-ufrag:vvvv",
  "a=rtpmap:96 VP8/90000",
  "a=rtpmap:97 rtx/90000",
  "a=fmtp:97 apt=96",
];

test("the fragments of all sections, each once", () => {
  expect(ufragsOf(lines(...session, ...audio, ...video, ...audio))).toEqual(
    new Set(["aaaa", "vvvv"]),
  );
  expect(ufragsOf("")).toEqual(new Set());
});

test("the first codec of the video section gets the hint, and nothing else changes", () => {
  const hinted = withStartBitrate(lines(...session, ...audio, ...video), 2000);
  const [mline, ufrag, vp8, ...rest] = video;
  const hint = "a=fmtp:96 x-google-start-bitrate=2000";
  expect(hinted).toBe(
    lines(...session, ...audio, mline ?? "", ufrag ?? "", vp8 ?? "", hint, ...rest),
  );
});

test("parameters that are there already stay", () => {
  const with96 = [...video, "a=fmtp:96 max-fr=30"];
  const hinted = withStartBitrate(lines(...session, ...with96), 300);
  expect(hinted).toContain("a=fmtp:96 x-google-start-bitrate=300;max-fr=30\r\n");
});

test("without video, or with an unknown codec, nothing changes", () => {
  const quiet = lines(...session, ...audio);
  expect(withStartBitrate(quiet, 300)).toBe(quiet);
  const odd = lines(...session, "m=video 0 UDP/TLS/RTP/SAVPF 0", "a=inactive");
  expect(withStartBitrate(odd, 300)).toBe(odd);
});
