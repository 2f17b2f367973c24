import type { Publish, Role } from "../sdk.js";
import { KINDS } from "./rights.js";

/** What somebody is in the room, and what they may give. */
export interface Standing {
  readonly role: Role;
  readonly publish: readonly Publish[];
}

/** What one is told of a change of one's own standing. */
export function standingNews(before: Standing, now: Standing): string[] {
  const news = before.role === now.role ? [] : [ROLE_NEWS[now.role]];
  if (now.role === "observer") return news;
  for (const kind of KINDS) {
    const [had, has] = [before.publish.includes(kind), now.publish.includes(kind)];
    if (had && !has) news.push(TAKEN[kind]);
    if (!had && has) news.push(GIVEN[kind]);
  }
  return news;
}

/** Why a button does not work. */
export function whyNot(kind: Publish, role: Role): string {
  return role === "observer" ? OBSERVER : WHY[kind];
}

const OBSERVER = "You are an observer: you see and hear, and send nothing.";

const ROLE_NEWS: Readonly<Record<Role, string>> = {
  owner: "You are a host of this room now.",
  moderator: "You are a moderator now: see the list of people.",
  member: "You are a member of this room now.",
  guest: "You are a guest in this room now.",
  observer: "You are an observer now: you see and hear, and send nothing.",
};

const TAKEN: Readonly<Record<Publish, string>> = {
  microphone: "A moderator has muted you. Raise your hand to ask to speak.",
  camera: "A moderator has turned your camera off.",
  screen: "A moderator has ended your right to share a screen.",
  data: "A moderator has ended your right to write and to send files.",
};

const GIVEN: Readonly<Record<Publish, string>> = {
  microphone: "You may speak again. Your microphone is off until you turn it on.",
  camera: "You may show yourself again. Your camera is off until you turn it on.",
  screen: "You may share your screen again.",
  data: "You may write and send files again.",
};

const WHY: Readonly<Record<Publish, string>> = {
  microphone: "A moderator has muted you. Raise your hand to ask to speak.",
  camera: "A moderator has turned your camera off. Raise your hand to ask for it back.",
  screen: "You may not share a screen here. Raise your hand to ask for it.",
  data: "You may not write or send files here. Raise your hand to ask for it.",
};
