import {
  capabilities,
  common,
  count,
  decodeBy,
  heartbeat,
  id,
  limits,
  map,
  optional,
  shape,
  text,
  token,
  values,
  whole,
  word,
} from "../signaling/checks.js";
import type { PeopleFrame } from "./frames.js";

const entry = shape({ sessions: whole, calls: whole, status: values, rev: whole });

const frames = {
  ...common,
  attending: shape({
    id,
    session: token,
    user: text,
    heartbeat,
    limits,
    node: id,
    capabilities,
  }),
  presence: shape({ users: map(/^/, entry) }),
  rung: shape({ id, ring: text, until: whole, sessions: count }),
  ringing: shape({
    ring: text,
    from: shape({ user: text, session: token }),
    room: text,
    values,
    until: whole,
  }),
  "ring-ended": shape({
    ring: text,
    reason: word("accepted", "declined", "cancelled", "expired", "busy"),
    by: optional(token),
  }),
};

/** The words of all frames that a server may say to who attends. */
export const peopleTypes = Object.keys(frames);

/** One frame of a server, as `decodeBy` tells. */
export const decode = (json: unknown) => decodeBy<PeopleFrame>(json, frames);
