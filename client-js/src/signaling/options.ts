import type { ParleyError } from "../errors.js";
import type { Clock } from "./clock.js";
import type { SocketConstructor } from "./connection.js";
import type {
  CommandId,
  IceConfig,
  Offer,
  RoomSnapshot,
  SessionId,
  SignalKind,
  Values,
} from "./frames.js";
import type { RosterChange } from "./roster.js";
import type { TokenSource } from "./token.js";

export interface SignalingOptions {
  /** `ws:` or `wss:`, with the path `/signal`. */
  readonly url: string;
  readonly room: string;
  /** Of the server's rooms, where it has one. */
  readonly secret?: string;
  /** Asked for before the first join, and again for a fresh one before it ends. */
  readonly token?: TokenSource;
  readonly user?: string;
  readonly profile?: Values;
  readonly capabilities?: readonly string[];
  /** Asked once, before the first join, for at most 4 offers; never at a rejoin. */
  readonly offers?: () => Promise<readonly Offer[]>;
  readonly keep?: TicketKeeper;
  /** Ends the join, or later the session, as `leave` does. */
  readonly signal?: AbortSignal;
  /** Milliseconds for which a first join is tried; 15,000 by default. */
  readonly patience?: number;
  readonly WebSocket?: SocketConstructor;
  readonly clock?: Clock;
}

/** Where the ticket of this page survives its reload, so that the room sees one person and not two. */
export interface TicketKeeper {
  /** The ticket that the page before left; asked once, at the first join. */
  load(): string | undefined;
  /** The newest ticket; undefined when the session is over and must not be replaced. */
  save(ticket: string | undefined): void;
}

/** A join has been answered: this is the session now. */
export interface Joined {
  readonly snapshot: RoomSnapshot;
  /** Which offer went to whom, as signal 1 of link 1. */
  readonly offers: Readonly<Record<CommandId, SessionId>>;
  /** The old session was over, and this one replaces it by itself. */
  readonly rejoined: boolean;
  /** At a rejoin: the session that is over. */
  readonly previous: SessionId | undefined;
}

export interface IncomingSignal {
  readonly from: SessionId;
  readonly link: number;
  readonly kind: SignalKind;
  readonly data: object;
}

export type SignalingState = "connected" | "reconnecting" | "left";

/** How connections are to be made. */
export interface IceUse extends IceConfig {
  /** Over TURN servers alone: no address of this client may reach a peer. */
  readonly relay: boolean;
}

export interface SignalingEvents {
  /** At each join; at a rejoin the changes of the roster follow as `roster`. */
  joined: Joined;
  /** The join waits in the lobby, at this place; told again when that changes. */
  waiting: number;
  /** In the room's order, this session's own entry included. Never empty. */
  roster: readonly RosterChange[];
  /** In order and once for each link. */
  signal: IncomingSignal;
  /** Signals of that link wait for one that does not come: another link is needed. */
  stuck: { readonly peer: SessionId; readonly link: number };
  pulse: { readonly from: SessionId; readonly values: Values };
  state: { readonly state: SignalingState; readonly cause: string };
  /** Servers, credentials or the policy are new: for connections that stand, and later ones. */
  ice: IceUse;
  /** Something was refused that nobody waits for; the session goes on. */
  error: ParleyError;
  /** The server ended the session, and it does not come back. */
  closed: ParleyError;
}
