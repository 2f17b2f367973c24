import type { PeerStats } from "../api.js";
import type { MediaLink } from "./media-link.js";
import { fingerprintsOf } from "./sdp.js";

/** What a connection shows of its health, as cheaply as it can be had. */

/** Changes with what is heard and seen (WebRTC 5.3: the sources of the last 10 s); "" before. */
export function sources(pc: RTCPeerConnection, kind?: "video"): string {
  return pc
    .getReceivers()
    .filter(({ track }) => !kind || track?.kind === kind)
    .flatMap((receiver) => receiver.getSynchronizationSources?.() ?? [])
    .map(({ rtpTimestamp }) => rtpTimestamp)
    .join();
}

/** Grows with each packet that comes, whatever it carries; undefined where there are no stats. */
export async function packetsOf(pc: RTCPeerConnection): Promise<number | undefined> {
  let sum: number | undefined;
  for (const { type, packetsReceived, bytesReceived } of (await pc.getStats()).values()) {
    const count =
      type === "transport" ? packetsReceived : type === "candidate-pair" && bytesReceived;
    if (count !== undefined && count !== false) sum = (sum ?? 0) + count;
  }
  return sum;
}

/** As `givenBy` counts for the microphone or camera, on any connection that stands. */
export async function given(
  people: Iterable<{ readonly pair: { readonly current: MediaLink | undefined } }>,
  kind: "audio" | "video",
): Promise<number | undefined> {
  for (const { pair } of people) {
    const { connection, slots } = pair.current ?? {};
    if (connection === "connected") return givenBy(slots?.sender(kind));
  }
  return undefined;
}

/**
 * Grows with the sound or the pictures that come out of what is sent (webrtc-stats 6.6, 6.7);
 * undefined where that is not counted.
 */
async function givenBy(sender: RTCRtpSender | undefined): Promise<number | undefined> {
  for (const report of (await sender?.getStats())?.values() ?? []) {
    if (report.type === "media-source") return report.totalAudioEnergy ?? report.frames;
  }
  return undefined;
}

/**
 * Calls `found` for each local candidate that comes after its generation was gathered: the page
 * has another interface, or another address, than before.
 */
export function onInterface(pc: RTCPeerConnection, found: () => void): void {
  let present: string | null | undefined;
  let gathered: typeof present;
  pc.addEventListener("icecandidate", ({ candidate }) => {
    if (!candidate) gathered = present;
    else if (candidate.candidate) present = candidate.usernameFragment;
    if (candidate?.candidate && present === gathered) found();
  });
}

/** Of the two ends, as they were agreed on last: DTLS has compared them (RFC 8827 5.6.4). */
export const certificatesOf = ({
  currentLocalDescription: own,
  currentRemoteDescription: theirs,
}: RTCPeerConnection): readonly [own: string, theirs: string] => [
  fingerprintsOf(own?.sdp ?? ""),
  fingerprintsOf(theirs?.sdp ?? ""),
];

export async function statsOf(pc: RTCPeerConnection): Promise<Omit<PeerStats, "link">> {
  let framesDecoded = 0;
  let bytesReceived = 0;
  for (const report of (await pc.getStats()).values()) {
    if (report.type === "inbound-rtp") framesDecoded += report.framesDecoded ?? 0;
    if (report.type === "candidate-pair") bytesReceived += report.bytesReceived ?? 0;
  }
  const { connectionState, iceConnectionState: iceState } = pc;
  return { connectionState, iceState, framesDecoded, bytesReceived };
}
