/**
 * How the way to one person is, as a pure state machine (docs/client.md, "Paths that break").
 *
 * A race ends by agreement: each side says `decoded` of each link on which it hears and sees; the
 * *owner*, the impolite side, takes the first that both decode and says `keep`; the other side
 * says `kept`. Nothing is closed before.
 */
export type Path =
  /** Packets come. */
  | { readonly at: "stable" }
  /** None come. `lost`: something was, in all likelihood. */
  | { readonly at: "suspect"; readonly lost: boolean }
  | Race
  /** Nothing helped: the next race begins at `until`, or as soon as there is a reason. */
  | { readonly at: "parked"; readonly tries: number; readonly until: number };

/** Several connections at once; the first that decodes a frame wins. */
export interface Race {
  readonly at: "race";
  /** The pair's very first connection is being made. */
  readonly first: boolean;
  /** Races before this one that came to nothing. */
  readonly tries: number;
  readonly since: number;
  /** When this side makes a new connection, unless the other has; Infinity when that is done. */
  readonly opens: number;
  /** When a connection was made last, by either side. */
  readonly opened: number;
  /** Whether it was this side. */
  readonly made: boolean;
  /** Whether there was an attempt by relay alone. */
  readonly relayed: boolean;
  /** Links that cannot win. */
  readonly barred: readonly number[];
  /** Links on which this side decodes, in that order. */
  readonly mine: readonly number[];
  /** Those on which the other side does. */
  readonly theirs: readonly number[];
  /** The owner's choice, which the other side has not acknowledged yet. */
  readonly kept: number | undefined;
}

export type PathEvent =
  /**
   * Something came on that connection: the only one of a pair that has no other, or a further one
   * while the old one is silent. To show it before it decodes costs nothing, and saves a frame.
   */
  | { readonly type: "connected"; readonly link: number }
  /** Nothing came on the present connection for the threshold. */
  | { readonly type: "silent" }
  /** Nor on the second signal. */
  | { readonly type: "confirmed" }
  /** Something came on the present connection. */
  | { readonly type: "heard" }
  /** The other end says that it hears nothing. */
  | { readonly type: "deaf" }
  /** The browser, or the numbering of its signals, gave that link up. */
  | { readonly type: "failed"; readonly link: number }
  /** A reason to look again: online, visible, the socket is back, the peer is up, a candidate. */
  | { readonly type: "network" }
  /** Other ICE servers, or fresh credentials. */
  | { readonly type: "servers" }
  /** No way to reach the peer, or the own network is gone: racing is of no use. */
  | { readonly type: "unreachable" }
  /** The other side made a further connection. */
  | { readonly type: "offered"; readonly link: number }
  /** A connection of the race came to its end. */
  | { readonly type: "gone"; readonly link: number }
  /** This side decodes on that link. */
  | { readonly type: "decodes"; readonly link: number }
  /** The other side says so. */
  | { readonly type: "decoded"; readonly link: number }
  | { readonly type: "keep"; readonly link: number }
  | { readonly type: "kept"; readonly link: number }
  /** Time passes. */
  | { readonly type: "tick" };

/** What the two sides say to each other about a link, as signals of that link. */
export type Word = (typeof WORDS)[number];

const WORDS = ["deaf", "decoded", "keep", "kept"] as const;

export const isWord = (value: unknown): value is Word => WORDS.some((word) => word === value);

export type Action =
  /** Ask the other end whether it is there. */
  | { readonly do: "ask" }
  /** Send on the standby connection, if there is one. */
  | { readonly do: "standby" }
  /** Make a connection beside the old one. */
  | { readonly do: "open"; readonly relay: boolean }
  /** Restart ICE on the old one. */
  | { readonly do: "restart" }
  /** Make a key frame on the old one. */
  | { readonly do: "kick" }
  /** Tell the other side about the present link. */
  | { readonly do: "tell" }
  | { readonly do: "say"; readonly word: Word; readonly link: number }
  /** The person is seen and heard on that link from now on. */
  | { readonly do: "show"; readonly link: number }
  /** Close all but that link. */
  | { readonly do: "settle"; readonly link: number }
  /** Close what the race has made. */
  | { readonly do: "cancel" };

/** What a step depends on beside the state and the event. */
export interface Around {
  readonly now: number;
  /** This side has the smaller session id and decides. */
  readonly owner: boolean;
  /** A race may begin: fewer than `TIMING.races` are under way. */
  readonly free: boolean;
  /** At least 0, less than 1. */
  readonly chance: number;
}

export interface Step {
  readonly path: Path;
  readonly actions: readonly Action[];
}
