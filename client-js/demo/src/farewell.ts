import type { IconName } from "./ui/icons.js";

/** A full page after the call, or instead of it. */
export interface Farewell {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  /** Whether going back to the same room makes sense. */
  readonly again: boolean;
}

export const LEFT: Farewell = {
  icon: "leave",
  title: "You left the call",
  text: "The others can go on without you. The link still works.",
  again: true,
};

const BY_CODE: Readonly<Record<string, Farewell>> = {
  kicked: {
    icon: "remove",
    title: "You were removed from the call",
    text: "A moderator of this room took you out. Ask them if you think that was a mistake, or start a call of your own.",
    again: false,
  },
  banned: {
    icon: "ban",
    title: "You are kept out of this room",
    text: "A moderator has banned you, and that holds until they let you in again or the room ends. Ask them, or start a call of your own.",
    again: false,
  },
  denied: {
    icon: "door",
    title: "You were not let in",
    text: "A moderator turned you away. Ask whoever invited you whether you have the right room and time, then knock again.",
    again: true,
  },
  "room-locked": {
    icon: "lock",
    title: "This room is locked",
    text: "Nobody new comes in at the moment. Ask somebody inside to unlock it, then try again.",
    again: true,
  },
  "room-closed": {
    icon: "home",
    title: "This room was closed",
    text: "A host ended it for everybody. There is nothing to go back to; start another call whenever you like.",
    again: false,
  },
  "bad-token": {
    icon: "lock",
    title: "Your invitation is not valid",
    text: "This server lets in only who has a valid invitation. Open the whole link that you were sent, or ask for a new one.",
    again: false,
  },
  "token-expired": {
    icon: "lock",
    title: "Your invitation has run out",
    text: "It was good for a limited time. Ask for a new one, and open its link.",
    again: false,
  },
  forbidden: {
    icon: "lock",
    title: "This invitation is for another room",
    text: "It does not open this one. Check the room's name, or ask for an invitation to this room.",
    again: false,
  },
  "room-full": {
    icon: "people",
    title: "This room is full",
    text: "It has as many people as it may have. Try again when somebody has left.",
    again: true,
  },
  "bad-secret": {
    icon: "lock",
    title: "This link is not complete",
    text: "The room is protected, and the secret at the end of the link is missing or wrong. Ask for the whole link again, or scan its code.",
    again: false,
  },
  "session-taken": {
    icon: "copy",
    title: "You are in this call in another tab",
    text: "Go on there, or join again here as a second person.",
    again: true,
  },
  unsupported: {
    icon: "warning",
    title: "This browser cannot make calls",
    text: "It lacks WebRTC, or has it switched off. Open this page in another browser.",
    again: false,
  },
};

/** Where the app has no fresh token, the one it had has run out. */
const SAME: Readonly<Record<string, string>> = { "no-token": "token-expired" };

const UNKNOWN: Farewell = {
  icon: "warning",
  title: "The call has ended",
  text: "The server closed it. You can try to join again.",
  again: true,
};

/** The page for an error after which nothing comes back by itself. */
export function farewellOf(code: string): Farewell {
  return BY_CODE[SAME[code] ?? code] ?? UNKNOWN;
}

/** Whether a failed join deserves a page of its own, and not a line in the lobby. */
export function isFinal(code: string): boolean {
  return (SAME[code] ?? code) in BY_CODE;
}
