import type { SignalKind } from "../signaling/frames.js";
import type { Signaling } from "../signaling/signaling.js";
import type { Context } from "./context.js";
import type { MediaLink } from "./media-link.js";

/** What a link needs of its surroundings. */
export interface LinkContext
  extends Pick<Context, "Connector" | "certificates" | "sending" | "startBitrate" | "failed"> {
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
  message(link: MediaLink, text: string): void;
}

/** How a link differs from the usual one. */
export interface LinkOptions {
  /** No addresses but those of relays. */
  readonly relay?: boolean;
  /** Warm, and not sent on until it is woken. */
  readonly idle?: boolean;
}
