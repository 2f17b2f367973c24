import { isRoomName } from "./names.js";

/** What a link says: the room to join, the room's secret, and the person's own token. */
export interface Invitation {
  readonly room?: string;
  readonly secret?: string;
  readonly token?: string;
}

/** Reads `/r/{room}#k={secret}&t={token}`. These two stand in the fragment, which is never sent. */
export function readInvitation(url: URL): Invitation {
  const room = /^\/r\/([^/]+)\/?$/.exec(url.pathname)?.[1];
  const fragment = new URLSearchParams(url.hash.slice(1));
  const [secret, token] = [fragment.get("k"), fragment.get("t")];
  return {
    ...(room && isRoomName(room) ? { room } : {}),
    ...(secret ? { secret } : {}),
    ...(token ? { token } : {}),
  };
}

/**
 * The path and fragment for a room, or for the start page when there is none. Others may have it
 * as well, so the token is not in it.
 */
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
