import type { Peer, Room, Self } from "../sdk.js";

/** Who is in the room, as far as hands go. */
export type Hands = Pick<Room, "self" | "peers">;

/**
 * The number of a raised hand, undefined while it is down. It says the order of raising without a
 * clock: one more than every hand that was up.
 */
export function handOf({ profile }: Peer | Self): number | undefined {
  const { hand } = profile;
  return typeof hand === "number" && Number.isSafeInteger(hand) && hand > 0 ? hand : undefined;
}

/** Everybody whose hand is up, the first to raise it first; of two at once, the lower id. */
export function raisedHands({ self, peers }: Hands): readonly (Peer | Self)[] {
  return [...peers.values(), self]
    .filter((someone) => handOf(someone) !== undefined)
    .sort((a, b) => (handOf(a) ?? 0) - (handOf(b) ?? 0) || (a.id < b.id ? -1 : 1));
}

/** The number to raise a hand with now. */
export function nextHand(room: Hands): number {
  const highest = Math.max(0, ...raisedHands(room).map((someone) => handOf(someone) ?? 0));
  return Math.min(highest + 1, Number.MAX_SAFE_INTEGER);
}

/** Raises one's own hand, or takes it down. */
export function toggleHand(room: Hands & Pick<Room, "update">): Promise<void> {
  if (handOf(room.self) !== undefined) return room.update({}, ["hand"]);
  return room.update({ hand: nextHand(room) });
}
