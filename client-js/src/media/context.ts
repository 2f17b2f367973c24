import type { Channel, LeaveReason, RoomEvents } from "../api.js";
import type { DetourFrame } from "../detour/frame.js";
import type { Way } from "../detour/way.js";
import type { Emitter } from "../emitter.js";
import type { Clock } from "../signaling/clock.js";
import type { Signaling } from "../signaling/signaling.js";
import type { Kind } from "./made.js";
import type { Person } from "./person.js";
import type { OwnPerson } from "./self.js";
import type { Servers } from "./servers.js";

/** What the people of a room have in common. */
export interface Context {
  readonly signaling: Signaling;
  readonly clock: Clock;
  readonly Connector: typeof RTCPeerConnection;
  readonly certificates: readonly RTCCertificate[];
  /** A warm connection by relay alone is kept beside the one in use. */
  readonly standby: boolean;
  /** Random, this page's for as long as it remembers. */
  readonly page: string;
  readonly self: OwnPerson;
  /** The room's. */
  readonly events: Emitter<RoomEvents>;
  /** The app's own data channels. */
  readonly channels: ReadonlySet<Channel>;
  readonly servers: Servers;
  /** What a new connection is to send. */
  sending(kind: Kind): MediaStreamTrack | null;
  /** kbit/s that the video of a new connection starts with. */
  startBitrate(): number;
  /**
   * The other end of this person's connection says that it is `session` now. True if that is, or
   * hereby becomes, this person's session.
   */
  claim(person: Person, session: string): boolean;
  /** A word of a link, or something to hand on, came on a channel of that person. */
  detour(by: Way, frame: DetourFrame): void;
  /** That person is here no more, whatever the roster says. */
  gone(person: Person, reason: LeaveReason): void;
  /** The network may have changed. */
  network(): void;
  /** A connection could not be negotiated, or anything else went wrong that nobody waits for. */
  failed(cause: unknown): void;
}
