/** What a room consists of, and how it changes: the part of `frames.ts` that is kept. */

/** Issued by the server, the same over resumes; public, it is the peer's id. */
export type SessionId = string;
/** 64 bits as 16 lower-case hexadecimal digits. */
export type Hex64 = string;
/** A flat object: a profile, a change of it, or a pulse. */
export type Values = Readonly<Record<string, string | number | boolean>>;
export type Role = "owner" | "moderator" | "member" | "guest" | "observer";
/** What a session may give. */
export type Publish = "microphone" | "camera" | "screen" | "data";
export type Reason = "left" | "kicked" | "banned" | "closed" | "expired";

/** One entry of the roster. */
export interface Member {
  session: SessionId;
  user?: string;
  role: Role;
  /** Absent: everything. */
  publish?: Publish[];
  /** Whether the session holds a socket; its media may flow all the same when it is away. */
  state: "up" | "away";
  /** When away: the moment (ms since 1970, the server's clock) at which the entry goes. */
  until?: number;
  profile: Values;
  capabilities: string[];
  /** When it joined, ms since 1970, the server's clock. */
  since: number;
  tag: Hex64;
}

export interface KeyEntry {
  value: string;
  tag: Hex64;
}

export interface Policy {
  /** Members at most, 1 to 50. */
  capacity: number;
  /** Whether media goes over TURN servers alone. */
  relay: boolean;
  /** Guests wait; nobody new comes; a token's end is the session's. False where absent. */
  lobby?: boolean;
  locked?: boolean;
  strict?: boolean;
  tag: Hex64;
}

/** Who waits in front of the door. */
export interface Knock {
  session: SessionId;
  user?: string;
  profile: Values;
  since: number;
  tag: Hex64;
}

/** Who is kept out. */
export interface Ban {
  session: SessionId;
  user?: string;
  name?: string;
  since: number;
  tag: Hex64;
}

/** One change of a room; every op is one revision and carries the whole new entry. */
export type RoomOp =
  | { op: "add" | "update" | "away" | "up"; member: Member }
  | { op: "replace"; replaces: SessionId; member: Member }
  | { op: "remove"; session: SessionId; reason: Reason }
  | { op: "key"; key: string; entry?: KeyEntry }
  | { op: "lobby"; session: SessionId; knock?: Knock }
  | { op: "ban"; session: SessionId; ban?: Ban }
  | { op: "policy"; policy: Policy };

/** A run of ops from revision `prev` (excluded) to `rev`. */
export interface RoomChanges {
  incarnation: Hex64;
  prev: number;
  rev: number;
  ops: RoomOp[];
}

export interface RoomSnapshot {
  id: string;
  incarnation: Hex64;
  rev: number;
  /** The XOR of all tags: of the policy, the keys, the members, the lobby and the bans. */
  digest: Hex64;
  policy: Policy;
  keys: Record<string, KeyEntry>;
  roster: Member[];
  lobby?: Knock[];
  bans?: Ban[];
}

export interface Head {
  incarnation: Hex64;
  rev: number;
  digest: Hex64;
}
