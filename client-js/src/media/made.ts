import type { IceUse } from "../signaling/options.js";
import { preferCodecs } from "./sdp.js";

export type Kind = "audio" | "video" | "screen" | "sound";

/** The m-lines of every connection, in this order, from its first offer to its end. */
export const PERSON: readonly Kind[] = ["audio", "video"];
/** Those that follow once one of the two has shared a screen: its picture, and its sound. */
export const SCREEN: readonly Kind[] = ["screen", "sound"];
export const KINDS: readonly Kind[] = [...PERSON, ...SCREEN];

/** A connection before it belongs to anybody. */
export interface Made {
  readonly pc: RTCPeerConnection;
  readonly channel: RTCDataChannel;
}

/** What connections are made with. */
export interface Making {
  readonly Connector: typeof RTCPeerConnection;
  /** One for all connections of a page, or none where the implementation cannot share one. */
  readonly certificates: readonly RTCCertificate[];
}

/** The certificate that all connections of this page show (RFC 8827 4.4: it is who they are). */
export async function certify(Connector: typeof RTCPeerConnection): Promise<RTCCertificate[]> {
  const key = { name: "ECDSA", namedCurve: "P-256" };
  return Connector.generateCertificate ? [await Connector.generateCertificate(key)] : [];
}

/** @param relay no address but those of relays, even where the room allows others */
export const transport = (ice: IceUse | undefined, relay: boolean) => ({
  iceServers: ice?.servers ?? [],
  iceTransportPolicy: ice?.relay || relay ? ("relay" as const) : ("all" as const),
});

/** With the data channel, which both ends make by agreement (RFC 8832 is not spoken). */
export function connect(
  { Connector, certificates }: Making,
  ice: IceUse | undefined,
  relay = false,
): Made {
  const pc = new Connector({
    bundlePolicy: "max-bundle",
    ...transport(ice, relay),
    ...(certificates.length > 0 && { certificates: [...certificates] }),
  });
  const channel = pc.createDataChannel("parley", { negotiated: true, id: 0 });
  return { pc, channel };
}

/** What is sent in one stream is played in step (RFC 8830); its id is all that the other side sees. */
export const oneStream = () => (globalThis.MediaStream ? [new MediaStream()] : []);

/** Adds slots that are played in step. */
export function addSlots(pc: RTCPeerConnection, kinds: readonly Kind[]): RTCRtpTransceiver[] {
  const streams = oneStream();
  return kinds.map((kind) => {
    const medium = kind === "audio" || kind === "sound" ? "audio" : "video";
    const transceiver = pc.addTransceiver(medium, { direction: "sendrecv", streams });
    preferCodecs(transceiver, medium);
    return transceiver;
  });
}

/**
 * With the fixed slots. It offers by itself as soon as somebody listens.
 *
 * @param wide with those for a screen
 */
export function connectToOffer(making: Making, ice?: IceUse, relay = false, wide = false): Made {
  const made = connect(making, ice, relay);
  addSlots(made.pc, PERSON);
  if (wide) addSlots(made.pc, SCREEN);
  return made;
}
