/**
 * Everything a page that uses Parley sees, as types. The implementation lives in `media/`,
 * `devices/` and `signaling/`; nothing else of it is public. Guide with examples: docs/client.md.
 */
import type { DeviceNews, Slot, SlotState } from "./api-devices.js";
import type { Ban, Knock, Moderation, Publish, Role, RoomPolicy } from "./api-moderation.js";
import type { Channel, Screen, TrackSlot } from "./api-sharing.js";
import type { ParleyError } from "./errors.js";

export type * from "./api-devices.js";
export type * from "./api-moderation.js";
export type * from "./api-sharing.js";

/** A flat object of strings, numbers and booleans: a profile, a change of it, or a pulse. */
export type Values = Readonly<Record<string, string | number | boolean>>;

/**
 * What everybody in the room sees of a person: free to use by the app, ≤ 512 bytes as JSON.
 * `name` is meant for display; `mic`, `camera` and `screen` are kept up to date by the library.
 */
export interface Profile {
  readonly name?: string;
  readonly mic?: SlotState;
  readonly camera?: SlotState;
  readonly screen?: SlotState;
  readonly [key: string]: string | number | boolean | undefined;
}

/** `reconnecting`: the way to the server is broken; calls go on, joins and leaves show late. */
export type RoomState = "connected" | "reconnecting" | "left";

/**
 * Of the connection that carries media and chat, as this page sees it. `weak`: it broke just now,
 * and another is being made; `lost`: for 15 s nothing helped, and it is tried again and again.
 */
export type ConnectionState = "connecting" | "connected" | "weak" | "lost";

/** How the way to a peer is (docs/client.md, "Paths that break"). */
export type PathState = "stable" | "suspect" | "race" | "parked";

/** `expired`: reached no gateway for too long, and nothing came on the connection either. */
export type LeaveReason = "left" | "kicked" | "banned" | "closed" | "expired";

/**
 * Another person in the room: one object and one `stream` from `peer-joined` to `peer-left`, also
 * when the connection below is replaced and when `id` changes because the server was restarted or
 * the other page was reloaded.
 */
export interface Peer {
  /** The session id, issued by the server; use the object itself as the key, the id may change. */
  readonly id: string;
  /** Who they are to the server, where it has users. */
  readonly user?: string | undefined;
  readonly profile: Profile;
  readonly role: Role;
  /** What they may give. What they send beyond it is neither heard nor seen here. */
  readonly publish: readonly Publish[];
  /** `away`: no gateway hears this person now; media may well go on. */
  readonly state: "up" | "away";
  readonly connection: ConnectionState;
  /** Give it to a video element once: tracks come and go inside it. */
  readonly stream: MediaStream;
  /** Their screen and its sound while they share one, else null; always the same stream. */
  readonly screen: MediaStream | null;
}

/** This page's own person. */
export interface Self {
  readonly id: string;
  readonly user?: string | undefined;
  readonly profile: Profile;
  readonly role: Role;
  /** What this page may give; see `slot.state` for what comes of it. */
  readonly publish: readonly Publish[];
  /** What is captured now, for a local preview (show it muted). */
  readonly stream: MediaStream;
}

/** A text in the room. Delivered once and in order to everybody who was in the room. */
export interface ChatMessage {
  readonly id: string;
  readonly from: Peer | Self;
  readonly text: string;
  /** The sender's clock, in ms since 1970. */
  readonly at: number;
  /** Set when it was for one person alone: that person, or oneself when it came in. */
  readonly to?: Peer | Self;
}

/** What `room.on` can tell, and with what. */
export interface RoomEvents {
  "peer-joined": Peer;
  /** Profile, role, rights, `state` or `id` changed. */
  "peer-updated": Peer;
  "peer-left": { readonly peer: Peer; readonly reason: LeaveReason };
  /** Once for each slot; the tracks of a further connection take their place in the stream. */
  track: {
    readonly peer: Peer;
    readonly track: MediaStreamTrack;
    /** The peer's `stream`, or their `screen`. */
    readonly stream: MediaStream;
    readonly slot: TrackSlot;
  };
  /** They begin to share a screen, or end it: null. */
  screen: { readonly peer: Peer; readonly stream: MediaStream | null };
  state: { readonly state: RoomState; readonly cause: string };
  chat: ChatMessage;
  pulse: { readonly peer: Peer; readonly values: Values };
  connection: { readonly peer: Peer; readonly state: ConnectionState };
  policy: RoomPolicy;
  /** Who waits in front of the door changed. */
  lobby: readonly Knock[];
  bans: readonly Ban[];
  /** A key of the room was set, or removed: undefined. */
  key: { readonly key: string; readonly value: string | undefined };
  /** Each step of the recovery, for traces and metrics. */
  path: {
    readonly peer: Peer;
    /** Number of the connection that was in use. */
    readonly link: number;
    readonly from: PathState;
    readonly to: PathState;
    readonly cause: string;
    /** ms since 1970. */
    readonly at: number;
  };
  /** Own profile, role, rights, id or a slot changed. */
  "self-updated": Self;
  device: DeviceNews;
  /** The browser lets nothing be heard before the user's next click or key; then, that it does. */
  "playback-blocked": { readonly blocked: boolean };
  /** Something failed that no call of the app was waiting for; the room goes on. */
  error: ParleyError;
  /** It is over for this page: `kicked`, `banned`, `room-closed`, `token-expired`, … */
  closed: ParleyError;
}

/** For diagnostics and tests. */
export interface PeerStats {
  readonly link: number;
  readonly connectionState: string;
  readonly iceState: string;
  /** Decoded by this page since the connection was made. */
  readonly framesDecoded: number;
  readonly bytesReceived: number;
}

/**
 * Made by `prepare()`: connections whose offers ride inside the join, and the devices. It belongs
 * to the room of the first join that succeeds; after one that failed it can be used again.
 */
export interface Lobby {
  /** The room's own later; before, `on()` opens the device for a preview. */
  readonly microphone: Slot;
  readonly camera: Slot;
  /** Returns the function that unsubscribes. */
  on(event: "device", listener: (news: DeviceNews) => void): () => void;
  /** Frees the connections and the devices, unless a room has them. */
  close(): void;
}

export interface LobbyOptions {
  /** What the devices are opened with by `lobby.microphone.on()`; a join with it opens no others. */
  readonly media?: MediaStreamConstraints;
  /** How many peers can be offered to within the join itself, 0 to 4; 2 by default. */
  readonly connections?: number;
  /** For Node, or a wrapped implementation. */
  readonly RTCPeerConnection?: typeof RTCPeerConnection;
}

export interface JoinOptions {
  /**
   * Who this is, and what they may, for servers that ask for it. A function is asked before the
   * join, and again for a fresh one before that ends, so that one can stay.
   */
  readonly token?: string | (() => Promise<string>);
  /** Who this is, on servers that ask for no token. */
  readonly user?: string;
  /** One waits in the lobby, at this place (from 1): the join goes on when one is admitted. */
  readonly waiting?: (position: number) => void;
  /** The room's secret (`./run --lan` puts it into the link). */
  readonly secret?: string;
  /** What all see of this person; `mic` and `camera` are added. */
  readonly profile?: Profile;
  /**
   * Constraints for devices that the library opens, keeps alive and closes; a stream of the app's
   * own; or `false` for none (listen and chat; `microphone.on()` works later). By default the
   * devices of the lobby, if it was made with `media`; else microphone and camera in a browser, none
   * elsewhere. What cannot be had does not keep the join from succeeding: see `slot.trouble`.
   */
  readonly media?: MediaStream | MediaStreamConstraints | false;
  /** From `prepare()`; the room that comes of the join has it. */
  readonly lobby?: Lobby;
  /**
   * Keeps a second connection to each person warm, by relay alone: a broken path costs some 100 ms
   * less, and the TURN server holds two allocations for each pair. Off by default.
   */
  readonly standby?: boolean;
  /** Ends the join, which rejects with `aborted`, or later the room, as `leave` does. */
  readonly signal?: AbortSignal;
  /** For Node, or a wrapped implementation; so is `WebSocket`. */
  readonly RTCPeerConnection?: typeof RTCPeerConnection;
  readonly WebSocket?: typeof WebSocket;
}

/** A room that one is in. */
export interface Room extends Moderation {
  readonly name: string;
  readonly state: RoomState;
  /** Which gateway this page is on now. */
  readonly node: string;
  readonly self: Self;
  /** By their present session id. */
  readonly peers: ReadonlyMap<string, Peer>;
  readonly microphone: Slot;
  readonly camera: Slot;
  readonly screen: Screen;
  /** Returns the function that unsubscribes. */
  on<K extends keyof RoomEvents>(event: K, listener: (value: RoomEvents[K]) => void): () => void;
  /**
   * To all who are in the room now, or to one. Kept until acknowledged, also while no connection
   * stands; ≤ 16,384 characters, else it throws `too-long`. Without the right to give `data` it
   * throws `forbidden`.
   */
  chat(text: string, to?: Peer): ChatMessage;
  /** Sets and removes values of one's own profile. */
  update(set: Values, unset?: readonly string[]): Promise<void>;
  /** Lossy and cheap, at most two a second: speaking, typing. */
  pulse(values: Values): void;
  /**
   * Plays a person in an element that has their `stream`. Where the browser refuses sound it plays
   * muted, and with sound from the user's next click or key on. Use it instead of `play()`.
   */
  play(element: HTMLMediaElement): Promise<void>;
  /** For a button: plays with sound what was refused. */
  resumePlayback(): Promise<void>;
  /** Ends every connection, closes what the library opened, tells the others. */
  leave(): Promise<void>;
  /** Opens a channel to everybody, now and later; returns the function that closes it. */
  channel(channel: Channel): () => void;
  /**
   * The certificates at the two ends of the connection that carries that person, as text (RFC 8122
   * 5): their safety words come of these. Undefined while none stands.
   */
  fingerprints(peer: Peer): readonly [own: string, theirs: string] | undefined;
  /** Of everybody to whom a connection was begun. */
  stats(): Promise<ReadonlyMap<Peer, PeerStats>>;
}
