import { isRoomName } from "./names.js";

/** What a link says: the room to join, and the room's secret when it has one. */
export interface Invitation {
  readonly room?: string;
  readonly secret?: string;
}

/** Reads `/r/{room}#k={secret}`. The secret stands in the fragment, which browsers never send. */
export function readInvitation(url: URL): Invitation {
  const room = /^\/r\/([^/]+)\/?$/.exec(url.pathname)?.[1];
  const secret = new URLSearchParams(url.hash.slice(1)).get("k");
  return {
    ...(room && isRoomName(room) ? { room } : {}),
    ...(secret ? { secret } : {}),
  };
}

/** The path and fragment for a room, or for the start page when there is none. */
export function pathOf({ room, secret }: Invitation): string {
  const fragment = secret ? `#${new URLSearchParams({ k: secret })}` : "";
  return (room ? `/r/${room}` : "/") + fragment;
}

/** The whole link to hand to others. */
export function inviteLink(origin: string, invitation: Invitation): string {
  return origin + pathOf(invitation);
}

/** The gateway's socket beside a page. */
export function signalUrl(page: URL): string {
  const scheme = page.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${page.host}/signal`;
}
