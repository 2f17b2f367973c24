import type { LeaveReason, Peer, Profile, Role, Room, Self, SlotState } from "../sdk.js";
import { raisedHands } from "./hands.js";

/**
 * `away`: the call goes on, only the server does not hear them. `weak`: the way to them broke just
 * now and is being replaced. `lost`: no picture and no sound.
 */
export type Presence = "here" | "connecting" | "weak" | "away" | "lost";

/** Somebody in the call, as the views show them. */
export interface Person {
  readonly name: string;
  readonly isSelf: boolean;
  readonly role: Role;
  readonly microphone: SlotState;
  readonly camera: SlotState;
  readonly presence: Presence;
  /** The place in the line of raised hands, from 1; 0: the hand is down. */
  readonly hand: number;
}

export function isPeer(someone: Peer | Self): someone is Peer {
  return "connection" in someone;
}

/** Somebody as they are now; `hand`: their place in the line of raised hands. */
export function personOf(
  someone: Peer | Self,
  hand = 0,
  { mic, camera }: Profile = someone.profile,
): Person {
  const { role, publish } = someone;
  const given = (kind: "microphone" | "camera", state: SlotState = "none") =>
    publish.includes(kind) || role === "observer" ? state : "forbidden";
  return {
    name: nameOf(someone),
    isSelf: !isPeer(someone),
    role,
    microphone: given("microphone", mic),
    camera: given("camera", camera),
    presence: isPeer(someone) ? presenceOf(someone) : "here",
    hand,
  };
}

/** Oneself, by one's own devices: the roster hears of them late, or not at all without a server. */
function selfOf({ self, microphone, camera }: Room, hand: number): Person {
  return personOf(self, hand, { mic: microphone.state, camera: camera.state });
}

/** Everybody in the room as they are now, the others in the order of coming, oneself last. */
export function everybodyIn(room: Room): ReadonlyMap<Peer | Self, Person> {
  const line = raisedHands(room);
  const people = new Map<Peer | Self, Person>();
  for (const peer of room.peers.values()) people.set(peer, personOf(peer, line.indexOf(peer) + 1));
  return people.set(room.self, selfOf(room, line.indexOf(room.self) + 1));
}

/** Raised hands first, in their order; then oneself; then the others, in the order of coming. */
export function inOrder(everybody: ReadonlyMap<Peer | Self, Person>): readonly (Peer | Self)[] {
  const rank = ({ hand, isSelf }: Person) => (hand > 0 ? hand - 1e6 : isSelf ? -1 : 0);
  return [...everybody].sort(([, a], [, b]) => rank(a) - rank(b)).map(([someone]) => someone);
}

export function nameOf({ profile }: Peer | Self): string {
  return nameOfProfile(profile);
}

/** Of somebody in the room, or in front of its door. Others may send what they like as a name. */
export function nameOfProfile({ name }: Profile): string {
  return (typeof name === "string" && name.trim()) || "Guest";
}

function presenceOf({ state, connection }: Peer): Presence {
  if (connection === "connected") return state === "away" ? "away" : "here";
  if (connection === "weak") return "weak";
  return connection === "lost" || state === "away" ? "lost" : "connecting";
}

/** What a screen reader says of a tile: `Ada, microphone off, camera off`. */
export function describe({ name, isSelf, microphone, camera, presence, hand }: Person): string {
  const parts = [isSelf ? `${name} (you)` : name];
  if (hand) parts.push("hand raised");
  parts.push(...slotWord("microphone", microphone), ...slotWord("camera", camera));
  if (presence !== "here") parts.push(PRESENCE_TEXT[presence]);
  return parts.join(", ");
}

/** What is said of a microphone or camera: nothing while it is on. */
export function slotWord(name: "microphone" | "camera", state: SlotState): string[] {
  if (state === "on") return [];
  if (state === "forbidden")
    return [name === "microphone" ? "muted by a moderator" : "camera taken by a moderator"];
  return [`${name} ${state === "lost" || state === "interrupted" ? state : "off"}`];
}

export const PRESENCE_TEXT: Record<Presence, string> = {
  here: "",
  connecting: "Connecting …",
  weak: "Weak connection …",
  away: "Reconnecting …",
  lost: "Connection lost …",
};

/** How somebody went, after their name. */
export const LEFT_TEXT: Record<LeaveReason, string> = {
  left: "left",
  kicked: "was removed",
  banned: "was removed, and is kept out",
  closed: "left: the room was closed",
  expired: "lost the connection",
};
