/**
 * The frames of the wire protocol (docs/protocol.md), a mirror of the Java records in
 * `protocol/`, which are normative. Each frame is one JSON object in one WebSocket text message.
 */

import type {
  Head,
  Hex64,
  Policy,
  Publish,
  Role,
  RoomChanges,
  RoomSnapshot,
  SessionId,
  Values,
} from "./entries.js";

export type * from "./entries.js";

/** Names one command, or one offer, of this page: 1 to 64 of `A-Z a-z 0-9 _ -`. */
export type CommandId = string;
export type SignalKind = "description" | "candidates" | "app";
/** What to do after an error: nothing, the same again, the same with a fresh token, or join again. */
export type Retry = "never" | "same" | "fresh" | "rejoin";

export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

export interface IceConfig {
  /** In the order in which they should be tried. */
  servers: IceServer[];
  /** When the credentials end, ms since 1970; 0 where nothing expires. */
  expires: number;
}

/** Milliseconds between the server's pings, of silence that is a loss, and for a probe. */
export interface Heartbeat {
  interval: number;
  timeout: number;
  probe: number;
}

export interface SessionLimits {
  /** Bytes of a frame from the client. */
  frame: number;
  /** Signals a second, in the long run. */
  signals: number;
  /** Milliseconds that `leave` may ask for. */
  hold: number;
}

export interface Offer {
  id: CommandId;
  data: object;
}

export interface Ack<Peer extends "to" | "from"> {
  acks: ({ [K in Peer]: SessionId } & { link: number; seq: number })[];
}

export interface SignalBody {
  link: number;
  seq: number;
  /** The highest signal received in order on the same link. */
  ack?: number;
  kind: SignalKind;
  data: object;
}

/** Room to be synchronised: ops that follow the copy, or all of it. */
export type RoomNews =
  | { changes: RoomChanges; snapshot?: never }
  | { changes?: never; snapshot: RoomSnapshot };

export type JoinFrame = {
  type: "join";
  id: CommandId;
  instance: string;
  generation: number;
  room: string;
  secret?: string | undefined;
  token?: string | undefined;
  user?: string | undefined;
  replaces?: string | undefined;
  profile: Values;
  capabilities: string[];
  offers: Offer[];
};

export type ResumeFrame = {
  type: "resume";
  id: CommandId;
  instance: string;
  ticket: string;
  generation: number;
  have: { incarnation: Hex64; rev: number };
};

export type UpdateFrame = { type: "update"; id: CommandId; set: Values; unset: string[] };

/** What owners and moderators may do. */
export type Moderation =
  | { action: "admit"; session?: SessionId | undefined }
  | { action: "deny" | "kick" | "ban" | "unban"; session: SessionId }
  | { action: "mute"; session: SessionId; publish?: readonly Publish[] | undefined }
  | { action: "grant"; session: SessionId; publish: readonly Publish[] }
  | { action: "role"; session: SessionId; role: Role }
  | { action: "lock" | "unlock" | "close" }
  | { action: "key"; key: string; value?: string | undefined }
  | { action: "policy"; policy: Partial<Omit<Policy, "tag">> };

export type ModerateFrame = { type: "moderate"; id: CommandId } & Moderation;

/** Everything that a client may say. */
export type ClientFrame =
  | JoinFrame
  | ResumeFrame
  | ({ type: "signal"; to: SessionId } & SignalBody)
  | ({ type: "ack" } & Ack<"to">)
  | { type: "sync"; incarnation: Hex64; rev: number }
  | UpdateFrame
  | ModerateFrame
  | { type: "pulse"; values: Values }
  | { type: "ping"; n: number }
  | { type: "pong"; n: number }
  | { type: "ice"; id: CommandId }
  | { type: "token"; id: CommandId; token: string }
  | { type: "leave"; hold?: number | undefined };

export type JoinedFrame = {
  type: "joined";
  id: CommandId;
  session: SessionId;
  generation: number;
  ticket: string;
  you: { role: Role };
  room: RoomSnapshot;
  offers: Record<CommandId, SessionId>;
  ice: IceConfig;
  limits: SessionLimits;
  heartbeat: Heartbeat;
  capabilities: string[];
  node: string;
};

/** The join waits, at this place from 1, until a moderator admits it. */
export type LobbyFrame = { type: "lobby"; id: CommandId; session: SessionId; position: number };

/** Degraded: the store does not answer, so nothing is said about the room until a ping names a head. */
export type ResumedFrame = {
  type: "resumed";
  id: CommandId;
  generation: number;
  ticket: string;
  node: string;
  ice?: IceConfig;
} & ((RoomNews & { degraded?: false }) | { degraded: true; changes?: never; snapshot?: never });

export type SignalFrame = { type: "signal"; from: SessionId } & SignalBody;
export type ErrorFrame = {
  type: "error";
  id?: CommandId;
  code: string;
  retry: Retry;
  after?: number;
  message: string;
};
/** The gateway goes; `spread`: milliseconds in which the client picks its moment to move. */
export type DrainFrame = { type: "drain"; within: number; spread: number };
export type IceFrame = { type: "ice"; id?: CommandId; ticket: string } & IceConfig;

/** Everything that a server may say. */
export type ServerFrame =
  | JoinedFrame
  | LobbyFrame
  | ResumedFrame
  | SignalFrame
  | ({ type: "ack" } & Ack<"from">)
  | { type: "undeliverable"; to: SessionId; link: number; seq: number; code: string }
  | ({ type: "room" } & RoomNews)
  | { type: "pulse"; from: SessionId; values: Values }
  | { type: "ping"; n: number; head?: Head }
  | { type: "pong"; n: number }
  | DrainFrame
  | IceFrame
  | { type: "token-expiring"; expires: number }
  | { type: "ok"; id: CommandId; ticket?: string }
  | ErrorFrame;
