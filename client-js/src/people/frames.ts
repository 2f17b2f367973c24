/**
 * The frames of a socket that attends (docs/people.md), a mirror of the Java records in
 * `protocol/`, which are normative.
 */
import type {
  CommandId,
  DrainFrame,
  ErrorFrame,
  Heartbeat,
  SessionId,
  SessionLimits,
  Values,
} from "../signaling/frames.js";
import type { RingReason } from "./api.js";

export type RingId = string;

/** What is told of a user. */
export interface PresenceEntry {
  sessions: number;
  calls: number;
  status: Values;
  /** Grows with each change. */
  rev: number;
}

export type AttendFrame = {
  type: "attend";
  id: CommandId;
  instance: string;
  generation: number;
  token?: string | undefined;
  user?: string | undefined;
  status?: Values | undefined;
};

export type PeopleCommand =
  | { type: "presence"; watch: string[]; unwatch: string[]; status?: Values }
  | { type: "ring"; user: string; room: string; values?: Values | undefined }
  | { type: "answer"; ring: RingId; answer: "accept" | "decline" | "busy" }
  | { type: "cancel"; ring: RingId }
  | { type: "token"; token: string };

/** Everything that a client may say there. */
export type AttendingClientFrame =
  | AttendFrame
  | (PeopleCommand & { id: CommandId })
  | { type: "leave" }
  | { type: "ping" | "pong"; n: number };

export type AttendingFrame = {
  type: "attending";
  id: CommandId;
  session: SessionId;
  user: string;
  heartbeat: Heartbeat;
  limits: SessionLimits;
  node: string;
  capabilities: string[];
};
export type RungFrame = {
  type: "rung";
  id: CommandId;
  ring: RingId;
  until: number;
  sessions: number;
};
export type RingingFrame = {
  type: "ringing";
  ring: RingId;
  from: { user: string; session: SessionId };
  room: string;
  values: Values;
  until: number;
};
export type RingEndedFrame = {
  type: "ring-ended";
  ring: RingId;
  reason: RingReason;
  by?: SessionId;
};

/** Everything that a server may say there. */
export type PeopleFrame =
  | AttendingFrame
  | { type: "presence"; users: Record<string, PresenceEntry> }
  | RungFrame
  | RingingFrame
  | RingEndedFrame
  | { type: "token-expiring"; expires: number }
  | { type: "ping" | "pong"; n: number }
  | DrainFrame
  | { type: "ok"; id: CommandId }
  | ErrorFrame;
