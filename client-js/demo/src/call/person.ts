import type { LeaveReason, Peer, Room, Self, SlotState } from "../sdk.js";

/**
 * `away`: the call goes on, only the server does not hear them. `weak`: the way to them broke just
 * now and is being replaced. `lost`: no picture and no sound.
 */
export type Presence = "here" | "connecting" | "weak" | "away" | "lost";

/** Somebody in the call, as the views show them. */
export interface Person {
  readonly name: string;
  readonly isSelf: boolean;
  readonly role: string;
  readonly microphone: SlotState;
  readonly camera: SlotState;
  readonly presence: Presence;
}

export function isPeer(someone: Peer | Self): someone is Peer {
  return "connection" in someone;
}

export function personOf(someone: Peer | Self): Person {
  const { profile, role } = someone;
  return {
    name: nameOf(someone),
    isSelf: !isPeer(someone),
    role,
    microphone: profile.mic ?? "none",
    camera: profile.camera ?? "none",
    presence: isPeer(someone) ? presenceOf(someone) : "here",
  };
}

/** Oneself, by one's own devices: the roster hears of them late, or not at all without a server. */
export function selfOf({ self, microphone, camera }: Room): Person {
  return { ...personOf(self), microphone: microphone.state, camera: camera.state };
}

export function nameOf({ profile }: Peer | Self): string {
  return profile.name?.trim() || "Guest";
}

function presenceOf({ state, connection }: Peer): Presence {
  if (connection === "connected") return state === "away" ? "away" : "here";
  if (connection === "weak") return "weak";
  return connection === "lost" || state === "away" ? "lost" : "connecting";
}

/** May this role remove people? */
export function canRemove(role: string): boolean {
  return role === "owner" || role === "moderator";
}

/** What a screen reader says of a tile: `Ada, microphone off, camera off`. */
export function describe({ name, isSelf, microphone, camera, presence }: Person): string {
  const parts = [isSelf ? `${name} (you)` : name];
  parts.push(...slotWord("microphone", microphone), ...slotWord("camera", camera));
  if (presence !== "here") parts.push(PRESENCE_TEXT[presence]);
  return parts.join(", ");
}

/** What is said of a microphone or camera: nothing while it is on. */
export function slotWord(name: "microphone" | "camera", state: SlotState): string[] {
  if (state === "on") return [];
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
