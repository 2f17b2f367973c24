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
    text: "A host of this room took you out. Ask them if you think that was a mistake, or start a call of your own.",
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

const UNKNOWN: Farewell = {
  icon: "warning",
  title: "The call has ended",
  text: "The server closed it. You can try to join again.",
  again: true,
};

/** The page for an error after which nothing comes back by itself. */
export function farewellOf(code: string): Farewell {
  return BY_CODE[code] ?? UNKNOWN;
}

/** Whether a failed join deserves a page of its own, and not a line in the lobby. */
export function isFinal(code: string): boolean {
  return code in BY_CODE;
}
