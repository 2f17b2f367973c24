import type { Publish, Role } from "../sdk.js";

/** What somebody may give, in the order in which it is shown. */
export const KINDS: readonly Publish[] = ["microphone", "camera", "screen", "data"];

export const ROLE_TEXT: Readonly<Record<Role, string>> = {
  owner: "Host",
  moderator: "Moderator",
  member: "Member",
  guest: "Guest",
  observer: "Observer",
};

/** Whether this role lets people in and out, and changes the rules of the room. */
export function moderates(role: Role): boolean {
  return role === "owner" || role === "moderator";
}

/** Whether the one may mute, remove and ban the other. */
export function mayGovern(own: Role, theirs: Role): boolean {
  return own === "owner" || (own === "moderator" && theirs !== "owner");
}

/** The roles that may be given to somebody, with the one they have; none: nothing to choose. */
export function rolesFor(own: Role, theirs: Role): readonly Role[] {
  const roles = rolesBy(own, theirs);
  return roles.length === 0 || roles.includes(theirs) ? roles : [...roles, theirs];
}

/** Only owners name, and unname, moderators and owners. */
function rolesBy(own: Role, theirs: Role): readonly Role[] {
  if (own === "owner") return ["owner", "moderator", "member", "observer"];
  if (own === "moderator" && !moderates(theirs)) return ["member", "observer"];
  return [];
}
