import { expect, test } from "vitest";
import { originOf, received, ufragsOf, withRole } from "../../src/media/sdp.js";

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
  const hinted = received(lines(...session, ...audio, ...video), 2000);
  const hint = "a=fmtp:96 x-google-start-bitrate=2000";
  expect(hinted).toBe(lines(...session, ...audio, ...video.slice(0, 3), hint, ...video.slice(3)));
});

test("VP8 with parameters of its own, and what has no VP8, is left alone", () => {
  const limited = lines(...session, ...video, "a=fmtp:96 max-fs=12288;max-fr=60");
  const quiet = lines(...session, ...audio);
  for (const sdp of [limited, quiet, ""]) expect(received(sdp, 300)).toBe(sdp);
});

test("feedback for codecs that were taken out goes, and no other", () => {
  const feedback = ["a=rtcp-fb:96 nack pli", "a=rtcp-fb:* transport-cc", "a=fmtp:96 max-fr=60"];
  const sound = lines(...session, ...video, ...feedback);
  const left = "a=rtcp-fb:121 nack";
  expect(received(lines(...session, ...video, left, ...feedback, left), 300)).toBe(sound);
});

test("a later answer has the role that its side had in the first one", () => {
  const claims = lines(...session, "m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=setup:active");
  const offer = { type: "offer", sdp: "a=setup:actpass\r\n" } as const;
  const active = { type: "answer", sdp: "a=setup:active\r\n" } as const;
  const passive = { type: "answer", sdp: "a=setup:passive\r\n" } as const;
  const answered = claims.replace("active", "passive");
  expect(withRole(claims, null, null)).toBe(claims);
  expect(withRole(claims, offer, active)).toBe(claims);
  expect(withRole(claims, offer, passive)).toBe(answered);
  expect(withRole(claims, active, offer)).toBe(answered);
  expect(withRole(claims, passive, offer)).toBe(claims);
});

test("a description's origin tells whose it is, over all its versions", () => {
  const of = (origin: string) => originOf(lines("v=0", origin, "s=-", "t=0 0"));
  expect(of("o=- 4611731400430051336 2 IN IP4 127.0.0.1")).toBe("4611731400430051336");
  expect(of("o=mozilla...THIS_IS_SDPARTA-153.0 6565 7 IN IP4 0.0.0.0")).toBe("6565");
  expect(originOf("v=0\r\n")).toBeUndefined();
});
