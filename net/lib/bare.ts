import type { Page } from "@playwright/test";
import { blankPage } from "./page";
import type { Rig } from "./rig";

/** What two pages tell each other to connect. */
interface Message {
  readonly description?: RTCSessionDescriptionInit;
  readonly candidate?: RTCIceCandidateInit;
}

declare global {
  interface Window {
    /** To the other page. */
    post: (message: Message) => void;
    hear: (message: Message) => Promise<void>;
    /** Begins the call. */
    call: () => Promise<void>;
  }
}

export interface BareOptions {
  /** How long a message takes from one page to the other. */
  readonly delayMs?: number;
  /** Candidates are sent as they come; else the descriptions wait for all of them. */
  readonly trickle?: boolean;
}

/**
 * A call by the browser alone: two RTCPeerConnections as in a textbook, with the servers and the
 * devices that a call by Parley has, and signaling that nothing can cut.
 */
export async function bareCall(
  { seats, server, turn }: Rig,
  { delayMs = 0, trickle = true }: BareOptions = {},
): Promise<[Page, Page]> {
  const pages = await Promise.all(seats.map(({ browser }) => blankPage(browser, server)));
  const [ada, bob] = pages;
  if (!ada || !bob) throw new Error("two seats");
  for (const [page, other] of [[ada, bob] as const, [bob, ada] as const]) {
    let last: Promise<unknown> = Promise.resolve();
    await page.exposeFunction("post", (message: Message) => {
      const arrived = new Promise((resolve) => setTimeout(resolve, delayMs));
      last = Promise.all([last, arrived])
        .then(() => other.evaluate((m) => window.hear(m), message))
        .catch(() => {});
    });
    await page.evaluate(prepare, { iceServers: turn.iceServers, trickle });
  }
  await ada.evaluate(() => window.call());
  return [ada, bob];
}

async function prepare({
  iceServers,
  trickle,
}: {
  iceServers: RTCIceServer[];
  trickle: boolean;
}): Promise<void> {
  const video = { width: 320, height: 240, frameRate: 15 };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video });
  const pc = new RTCPeerConnection({ iceServers, bundlePolicy: "max-bundle" });
  pc.onicecandidate = ({ candidate }) => {
    if (candidate && trickle) window.post({ candidate: candidate.toJSON() });
  };
  const gathered = new Promise<void>((resolve) => {
    pc.addEventListener("icegatheringstatechange", () => {
      if (pc.iceGatheringState === "complete") resolve();
    });
  });
  pc.ontrack = ({ track, streams: [theirs] }) => {
    if (track.kind === "video" && theirs) window.show(theirs);
  };
  const describe = async () => {
    await pc.setLocalDescription();
    if (!trickle) await gathered;
    if (pc.localDescription) window.post({ description: pc.localDescription.toJSON() });
  };
  const send = () => {
    for (const track of stream.getTracks()) pc.addTrack(track, stream);
  };
  window.call = async () => {
    window.joined = Date.now();
    send();
    await describe();
  };
  window.hear = async ({ description, candidate }) => {
    if (candidate) return pc.addIceCandidate(candidate);
    if (!description) return;
    await pc.setRemoteDescription(description);
    if (description.type !== "offer") return;
    send();
    await describe();
  };
}
