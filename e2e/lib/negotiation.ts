import type { Page } from "@playwright/test";

/** What a page says of its one connection. */
export interface Negotiated {
  readonly stable: boolean;
  readonly connected: boolean;
  /** Of both ends; a restart makes new ones. */
  readonly fragments: readonly (string | undefined)[];
  /** As agreed with the other end, one for each m-line but the channel's. */
  readonly directions: readonly (string | null)[];
}

/**
 * From now on the page's signals go by its socket or wait: what a gateway loses must come back by a
 * gateway, and must not come to its end beside them.
 */
export async function socketsOnly(page: Page): Promise<void> {
  await page.evaluate(() => {
    const channel: { send(data: unknown): void } = RTCDataChannel.prototype;
    const { send } = channel;
    channel.send = function (data) {
      if (!String(data).startsWith('{"type":"detour"')) send.call(this, data);
    };
  });
}

/**
 * Adds a track to the page's connection and restarts ICE. Resolves when the offer with both is on
 * its way, and no answer has come.
 */
export async function beginNegotiation(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const pc = window.connections.find((one) => one.connectionState === "connected");
    if (!pc) throw new Error("no connection");
    const offered = new Promise<void>((resolve) => {
      pc.addEventListener("signalingstatechange", () => {
        if (pc.signalingState === "have-local-offer") resolve();
      });
    });
    window.silence ??= new AudioContext();
    await window.silence.suspend();
    const [track] = new MediaStreamAudioDestinationNode(window.silence).stream.getAudioTracks();
    if (!track) throw new Error("no track");
    pc.addTransceiver(track); // addTrack could take a line that is there already
    pc.restartIce();
    await offered;
  });
}

/** Whether the page waits for the answer to an offer. */
export async function isNegotiating(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    window.connections.some((pc) => pc.signalingState === "have-local-offer"),
  );
}

export async function negotiated(page: Page): Promise<Negotiated> {
  return page.evaluate(() => {
    const [pc, another] = window.connections.filter(
      (one) => one.connectionState !== "closed" && one.remoteDescription,
    );
    if (!pc || another) throw new Error("not one connection");
    const fragment = (description: RTCSessionDescription | null) =>
      /a=ice-ufrag:(\S+)/.exec(description?.sdp ?? "")?.[1];
    return {
      stable: pc.signalingState === "stable",
      connected: pc.connectionState === "connected",
      fragments: [fragment(pc.currentLocalDescription), fragment(pc.currentRemoteDescription)],
      directions: pc.getTransceivers().map((one) => one.currentDirection),
    };
  });
}
