import {
  both,
  capabilities,
  common,
  decodeBy,
  heartbeat,
  id,
  like,
  limits,
  map,
  optional,
  shape,
  token,
  values,
  whole,
  word,
} from "../signaling/checks.js";
import type { PeopleFrame } from "./frames.js";

const USER = /^[\w.~@:+-]{1,128}$/;
export const user = like(USER);
export const roomName = like(/^(?!\.{1,2}$)[\w.~-]{1,64}$/);
const entry = both(
  shape({ sessions: whole, calls: whole, status: values, rev: whole }),
  (told: { sessions: number; calls: number }) => told.calls <= told.sessions,
);

const frames = {
  ...common,
  attending: shape({
    id,
    session: token,
    user,
    heartbeat,
    limits,
    node: id,
    capabilities,
  }),
  presence: shape({ users: map(USER, entry) }),
  rung: shape({ id, ring: token, until: whole, sessions: whole }),
  ringing: shape({
    ring: token,
    from: shape({ user, session: token }),
    room: roomName,
    values,
    until: whole,
  }),
  "ring-ended": shape({
    ring: token,
    reason: word("accepted", "declined", "cancelled", "expired", "busy"),
    by: optional(token),
  }),
};

/** The words of all frames that a server may say to who attends. */
export const peopleTypes = Object.keys(frames);

/** One frame of a server, as `decodeBy` tells. */
export const decode = (json: unknown) => decodeBy<PeopleFrame>(json, frames);
