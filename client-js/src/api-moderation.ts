/** Who may what in a room, and what its owner and moderators do, as types: a part of `api.ts`. */
import type { Peer, Profile } from "./api.js";

/**
 * `owner`: everything. `moderator`: all of `Moderation` but closing, never against an owner, and
 * roles up to `member`. `guest`: a member who waits in the lobby before. `observer`: sees and hears.
 */
export type Role = "owner" | "moderator" | "member" | "guest" | "observer";

/** What somebody may give: to be heard, to be seen, to share a screen, and chat, files and channels. */
export type Publish = "microphone" | "camera" | "screen" | "data";

/** The rules of the room, the same for all. */
export interface RoomPolicy {
  /** People at most, 1 to 50. */
  readonly capacity: number;
  /** Media goes over TURN servers alone: nobody learns another's addresses. */
  readonly relay: boolean;
  /** Guests wait until they are admitted; in a room without tokens, all but the first. */
  readonly lobby: boolean;
  /** Nobody new comes in, but owners and moderators by their tokens. */
  readonly locked: boolean;
  /** A session ends with its token. */
  readonly strict: boolean;
}

/** Somebody in front of the door. */
export interface Knock {
  readonly session: string;
  /** As the server knows them, where it does. */
  readonly user?: string;
  readonly profile: Profile;
  /** ms since 1970, the server's clock. */
  readonly since: number;
}

/** Somebody who is kept out. */
export interface Ban {
  readonly session: string;
  readonly user?: string;
  /** As it was in their profile. */
  readonly name?: string;
  readonly since: number;
}

/**
 * For owners and moderators; what is not allowed rejects with `forbidden`. Each resolves when the
 * server has carried it out; who does the same twice, or what another did before, does no harm.
 */
export interface Moderation {
  /** In the order of coming. */
  readonly lobby: readonly Knock[];
  readonly bans: readonly Ban[];
  readonly policy: RoomPolicy;
  /** Texts that the room keeps, as a topic: at most 32 of 512 bytes. */
  readonly keys: ReadonlyMap<string, string>;
  /** What is not named stays. Connections keep the path they have. */
  setPolicy(change: Partial<RoomPolicy>): Promise<void>;
  /** Without a value it is removed. */
  setKey(key: string, value?: string): Promise<void>;
  /** Without a name: all who wait. */
  admit(knock?: Knock): Promise<void>;
  deny(knock: Knock): Promise<void>;
  /** Neither the session nor its page comes back; the person may, by another. */
  kick(peer: Peer): Promise<void>;
  /** Keeps the user and the token out, too, until `unban`. */
  ban(who: Peer | Knock): Promise<void>;
  unban(ban: Ban): Promise<void>;
  /** Takes away what they may give: everybody's page keeps to it. `["microphone"]` by default. */
  mute(peer: Peer, kinds?: readonly Publish[]): Promise<void>;
  /** Gives it back. */
  grant(peer: Peer, kinds: readonly Publish[]): Promise<void>;
  setRole(peer: Peer, role: Role): Promise<void>;
  lock(): Promise<void>;
  unlock(): Promise<void>;
  /** Ends the room for all; for owners. */
  close(): Promise<void>;
}
