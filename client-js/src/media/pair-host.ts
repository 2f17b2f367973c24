import type { Channel, ConnectionState } from "../api.js";
import type { Transition } from "../race/healer-port.js";
import type { Path } from "../race/path.js";
import type { ChannelFrame } from "./channel.js";
import type { Kind } from "./made.js";
import type { MediaLink } from "./media-link.js";

/** Whose links they are, and who is told. */
export interface PairHost {
  /** The other end's session id. */
  readonly id: string;
  /** The other end sends pictures. */
  readonly picture: boolean;
  /** What the person is heard and seen by from now on. */
  tracks(tracks: ReadonlyMap<Kind, MediaStreamTrack>): void;
  message(link: MediaLink, frame: ChannelFrame): void;
  /** On a channel of the app's own. */
  data(channel: Channel, data: string | ArrayBuffer): void;
  /** State of a connection, or which one is the present one. */
  changed(link: MediaLink): void;
  moved(transition: Transition): void;
}

/** How the way to a person is shown: what is settled within a few looks is no news. */
export function connectionOf(
  path: Path | undefined,
  current: Pick<MediaLink, "connection"> | undefined,
): ConnectionState {
  if (path?.at === "stable" || path?.at === "suspect") return "connected";
  if (path?.at === "parked") return "lost";
  if (!path || path.first) return current?.connection ?? "connecting";
  return path.tries === 0 ? "weak" : "lost";
}
