import type { Channel } from "../api.js";
import type { SignalKind } from "../signaling/frames.js";
import type { Signaling } from "../signaling/signaling.js";
import type { Context } from "./context.js";
import type { MediaLink } from "./media-link.js";

/** What a link needs of its surroundings. */
export interface LinkContext
  extends Pick<
    Context,
    "Connector" | "certificates" | "channels" | "sending" | "startBitrate" | "network" | "failed"
  > {
  readonly signaling: Pick<Signaling, "ice">;
}

/** Whose link it is. */
export interface LinkHost {
  /** The larger session id in byte order. */
  readonly polite: boolean;
  signal(link: MediaLink, kind: SignalKind, data: object): void;
  /** It has one more of `tracks`. */
  track(link: MediaLink): void;
  /** The connection's state changed, or its channel opened or closed. */
  changed(link: MediaLink): void;
  /** @param channel if it came on one of the app's own */
  message(link: MediaLink, data: string | ArrayBuffer, channel?: Channel): void;
}

/** How a link differs from the usual one. */
export interface LinkOptions {
  /** No addresses but those of relays. */
  readonly relay?: boolean;
  /** Warm, and not sent on until it is woken. */
  readonly idle?: boolean;
  /** With slots for a screen from its first offer on. */
  readonly wide?: boolean;
}
