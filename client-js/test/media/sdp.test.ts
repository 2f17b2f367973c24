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

test("VP8 gets the hint, and nothing else changes", () => {
  const hinted = withStartBitrate(lines(...session, ...audio, ...video), 2000);
  const hint = "a=fmtp:96 x-google-start-bitrate=2000";
  expect(hinted).toBe(lines(...session, ...audio, ...video.slice(0, 3), hint, ...video.slice(3)));
});

test("VP8 with parameters of its own, and what has no VP8, is left alone", () => {
  const limited = lines(...session, ...video, "a=fmtp:96 max-fs=12288;max-fr=60");
  const quiet = lines(...session, ...audio);
  for (const sdp of [limited, quiet, ""]) expect(withStartBitrate(sdp, 300)).toBe(sdp);
});
