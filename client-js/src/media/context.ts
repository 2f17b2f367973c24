import type { ConnectionState, LeaveReason } from "../api.js";
import type { Clock } from "../signaling/clock.js";
import type { Signaling } from "../signaling/signaling.js";
import type { ChatFrame } from "./mailbox.js";
import type { Kind } from "./media-link.js";
import type { Person } from "./person.js";

/** What the people of a room have in common. */
export interface Context {
  readonly signaling: Signaling;
  readonly clock: Clock;
  readonly Connector: typeof RTCPeerConnection;
  /** Random, this page's for as long as it remembers. */
  readonly page: string;
  readonly events: PeopleEvents;
  /** What a new connection is to send. */
  sending(kind: Kind): MediaStreamTrack | null;
  /** kbit/s that the video of a new connection starts with. */
  startBitrate(): number;
  /**
   * The other end of this person's connection says that it is `session` now. True if that is, or
   * hereby becomes, this person's session.
   */
  claim(person: Person, session: string): boolean;
  /** Nothing more was heard of somebody who is in no roster. */
  silent(person: Person): void;
}

/** What becomes of people, as the room tells it to the app. */
export interface PeopleEvents {
  joined(person: Person): void;
  updated(person: Person): void;
  left(person: Person, reason: LeaveReason): void;
  track(person: Person, track: MediaStreamTrack): void;
  connection(person: Person, state: ConnectionState): void;
  text(person: Person, frame: ChatFrame): void;
  /** The own entry of the roster changed. */
  self(): void;
  failed(error: unknown): void;
}
