import type { Presence, RingEnd, Values } from "../sdk.js";

/** What a person says of themselves to those who watch them. */
export type Mood = "here" | "away" | "quiet";

export const MOODS: Readonly<Record<Mood, string>> = {
  here: "Available",
  away: "Away",
  quiet: "Do not disturb",
};

/** The mood in a status; others may send what they like. */
export function moodOf({ mood }: Values): Mood {
  return mood === "away" || mood === "quiet" ? mood : "here";
}

/** How somebody is, for the dot and the word beside their name. */
export type Light = "unknown" | "offline" | "call" | Mood;

export function lightOf(presence: Presence | undefined): Light {
  if (!presence) return "unknown";
  if (presence.sessions === 0) return "offline";
  const mood = moodOf(presence.status);
  const calls = presence.calls > 0 || presence.status.call === true;
  return mood === "here" && calls ? "call" : mood;
}

export const LIGHT_TEXT: Readonly<Record<Light, string>> = {
  ...MOODS,
  unknown: "…",
  offline: "Not here",
  call: "In a call",
};

const USER = /^[A-Za-z0-9_.~@:+-]{1,128}$/;

/** Whether that may be the id of a user. */
export const isUserId = (text: string): boolean => USER.test(text);

/** How much of a name that comes with a ring is shown. */
const NAME_LENGTH = 60;

/** Who calls: the name they give themselves, and who they are to the server. */
export function callerName(values: Values, user: string): string {
  const { name } = values;
  return (typeof name === "string" && name.trim().slice(0, NAME_LENGTH)) || user;
}

/** What the caller is told in the end; undefined: there is nothing to tell. */
export function endText(user: string, { reason }: RingEnd): string | undefined {
  switch (reason) {
    case "declined":
      return `${user} declined.`;
    case "busy":
      return `${user} is busy.`;
    case "expired":
      return `${user} did not answer.`;
    case "accepted":
    case "cancelled":
      return undefined;
    default:
      return reason satisfies never;
  }
}

/** The same for who was called, when it was not they who ended it. */
export function missedText(name: string, { reason }: RingEnd): string | undefined {
  switch (reason) {
    case "accepted":
      return "Answered on another page or device.";
    case "declined":
      return "Declined on another page or device.";
    case "cancelled":
    case "expired":
      return `You missed a call from ${name}.`;
    case "busy":
      return undefined;
    default:
      return reason satisfies never;
  }
}

/** Why a call could not be placed. */
export function refusalText(user: string, code: string): string {
  if (code === "unknown-peer") return `${user} is not here now.`;
  if (code === "forbidden") return `You may not call ${user}.`;
  if (code === "too-many") return "Too many calls at once. Wait a moment.";
  return `${user} could not be called. Check your network, then try again.`;
}

/** Why one is not reachable. */
export function unreachableText(code: string): string {
  if (code === "bad-token" || code === "token-expired" || code === "no-token")
    return "Your invitation is not valid any more, so nobody can call you here.";
  if (code === "forbidden") return "This server does not know you by that name.";
  if (code === "unreachable") return "The server does not answer. Check your network.";
  return "Calling people does not work on this server.";
}
