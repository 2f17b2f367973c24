import type { PeerStats } from "../api.js";

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

/**
 * Makes the encoder begin again with a whole picture (WebRTC 5.2: a layer that becomes active).
 * Where that is refused, the other side's own request has to do.
 */
export async function keyFrame(sender: RTCRtpSender | undefined): Promise<void> {
  if (!sender?.track) return;
  for (const active of [false, true]) {
    const parameters = sender.getParameters();
    for (const encoding of parameters.encodings) encoding.active = active;
    await sender.setParameters(parameters);
  }
}

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
