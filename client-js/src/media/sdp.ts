/** The little that must be read from, or added to, session descriptions. Pure functions on text. */

/**
 * The ICE user fragments of a description: the names of its ICE generation (RFC 8839 5.4). One as
 * a rule; several when media sections are not bundled.
 */
export function ufragsOf(sdp: string): Set<string> {
  return new Set(Array.from(sdp.matchAll(/^a=ice-ufrag:(\S+)/gm), (match) => match[1] ?? ""));
}

/**
 * Adds Chromium's hint `x-google-start-bitrate` (kbit/s) to VP8 in a *remote* description: the
 * sender's estimate starts there and not at 300 kbit/s, which takes some 20 ms off the first
 * picture. Browsers ignore format parameters that they do not know (RFC 8866 6.15), and the other
 * side never sees the change. Where VP8 has parameters already, it is left alone.
 */
export function withStartBitrate(sdp: string, kbps: number): string {
  return sdp.replace(/^a=rtpmap:(\d+) VP8\/90000/gm, (vp8, type: string) =>
    sdp.includes(`a=fmtp:${type} `)
      ? vp8
      : `${vp8}\r\na=fmtp:${type} x-google-start-bitrate=${kbps}`,
  );
}

const WANTED = new Set(["audio/opus", "video/VP8", "video/rtx"]);

/**
 * Offers opus and VP8 alone: every browser must have them (RFC 7874, RFC 7742), and a short list
 * makes a third less SDP work. Left as it is where an implementation cannot tell its codecs.
 */
export function preferCodecs(transceiver: RTCRtpTransceiver, kind: "audio" | "video"): void {
  const all = globalThis.RTCRtpReceiver?.getCapabilities?.(kind)?.codecs ?? [];
  const codecs = all.filter((codec) => WANTED.has(codec.mimeType));
  if (codecs.length > 0) transceiver.setCodecPreferences?.(codecs);
}
