/** The little that must be read from, or added to, session descriptions. Pure functions on text. */

/**
 * The ICE user fragments of a description: the names of its ICE generation (RFC 8839 5.4). One as
 * a rule; several when media sections are not bundled.
 */
export function ufragsOf(sdp: string): Set<string> {
  return new Set(Array.from(sdp.matchAll(/^a=ice-ufrag:(\S+)/gm), (match) => match[1] ?? ""));
}

/** The connection that made a description: the session id of its origin (RFC 8866 5.2). */
export function originOf(sdp: string): string | undefined {
  return /^o=\S+ (\d+)/m.exec(sdp)?.[1];
}

/** The certificates that a description shows, as one text (RFC 8122 5); "" without any. */
export function fingerprintsOf(sdp: string): string {
  const shown = Array.from(sdp.matchAll(/^a=fingerprint:(.+?)\s*$/gm), (line) => line[1] ?? "");
  return [...new Set(shown)].sort().join();
}

/**
 * A *remote* description as it is applied; the other side never sees the changes.
 *
 * - VP8 gets Chromium's hint `x-google-start-bitrate` (kbit/s): the sender's estimate starts there
 *   and not at 300 kbit/s, which takes some 20 ms off the first picture. Unknown parameters are
 *   ignored (RFC 8866 6.15). Where VP8 has parameters already, it is left alone.
 * - Feedback for codecs that are not there goes: Firefox 153 leaves it behind when codecs were
 *   taken out, and Chromium refuses the whole description for it.
 */
export function received(sdp: string, startBitrate: number): string {
  return sdp
    .replace(/^a=rtcp-fb:(\d+) .*\r\n/gm, (line, type) =>
      sdp.includes(`a=rtpmap:${type} `) ? line : "",
    )
    .replace(/^a=rtpmap:(\d+) VP8\/90000/gm, (vp8, type) =>
      sdp.includes(`a=fmtp:${type} `)
        ? vp8
        : `${vp8}\r\na=fmtp:${type} x-google-start-bitrate=${startBitrate}`,
    );
}

/**
 * A remote answer to a later offer, with the DTLS role that the answering side has had from the
 * first one on (RFC 8842 5.3): Firefox 153 always claims `active`, and Chromium refuses that.
 *
 * @param local and remote what was agreed before; undefined, or of another type, at the first
 */
export function withRole(
  sdp: string,
  local?: RoleSource | null,
  remote?: RoleSource | null,
): string {
  const role = (source?: RoleSource | null) =>
    source?.type === "answer" ? /^a=setup:(active|passive)/m.exec(source.sdp)?.[1] : undefined;
  const mine = role(local);
  const other = role(remote) ?? (mine && (mine === "active" ? "passive" : "active"));
  return other ? sdp.replace(/^a=setup:\w+/gm, `a=setup:${other}`) : sdp;
}

type RoleSource = Pick<RTCSessionDescription, "type" | "sdp">;

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
