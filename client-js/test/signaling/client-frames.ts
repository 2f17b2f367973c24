import { roomName, user } from "../../src/people/decode.js";
import type { AttendingClientFrame } from "../../src/people/frames.js";
import {
  both,
  type Check,
  capabilities,
  count,
  flag,
  hex,
  id,
  integer,
  like,
  list,
  optional as maybe,
  object,
  shape,
  text,
  token,
  values,
  whole,
  word,
} from "../../src/signaling/checks.js";
import { publish, role, signalBody } from "../../src/signaling/decode.js";
import type { ClientFrame } from "../../src/signaling/frames.js";

const KEY = /^[A-Za-z][\w.-]{0,63}$/;
const utf8 = (value: string) => new TextEncoder().encode(value).length;
const small = (check: Check, max: number) =>
  both(check, (value: unknown) => utf8(JSON.stringify(value)) <= max);
/** The server takes null for absent. */
const optional =
  (check: Check): Check =>
  (value) =>
    value === null || maybe(check)(value);
const offers = both(
  list(shape({ id, data: object }), 4),
  (all: { id: string }[]) => new Set(all.map((offer) => offer.id)).size === all.length,
);
const one = shape({ session: token });
const jwt = both(text, (value: string) => value.length <= 8192);
const moderations: Record<string, Check> = {
  admit: shape({ session: optional(token) }),
  deny: one,
  kick: one,
  ban: one,
  unban: one,
  mute: shape({ session: token, publish: optional(publish) }),
  grant: shape({ session: token, publish }),
  role: shape({ session: token, role }),
  lock: shape({}),
  unlock: shape({}),
  close: shape({}),
  key: shape({
    key: like(KEY),
    value: optional(both(text, (value: string) => utf8(value) <= 512)),
  }),
  policy: shape({
    policy: shape({
      capacity: optional(integer(1, 50)),
      relay: optional(flag),
      lobby: optional(flag),
      locked: optional(flag),
      strict: optional(flag),
    }),
  }),
};

/** What a client may say, as the server checks it; the client itself has no need of this table. */
const frames: Record<(ClientFrame | AttendingClientFrame)["type"], Check> = {
  join: shape({
    id,
    instance: token,
    generation: count,
    room: roomName,
    secret: optional(text),
    token: optional(jwt),
    user: optional(user),
    replaces: optional(text),
    profile: optional(small(values, 512)),
    capabilities: optional(capabilities),
    offers: optional(offers),
  }),
  resume: shape({
    id,
    instance: token,
    ticket: text,
    generation: count,
    have: shape({ incarnation: hex, rev: count }),
  }),
  signal: shape({ to: token, ...signalBody }),
  ack: shape({ acks: list(shape({ to: token, link: count, seq: whole }), 64) }),
  sync: shape({ incarnation: hex, rev: whole }),
  update: shape({
    id,
    set: optional(small(values, 512)),
    unset: optional(list(like(/^[A-Za-z][\w-]{0,31}$/), 32)),
  }),
  moderate: both(
    shape({ id, action: word(...Object.keys(moderations)) }),
    (frame: { action: string }) => moderations[frame.action]?.(frame) === true,
  ),
  pulse: shape({ values: small(values, 256) }),
  ping: shape({ n: whole }),
  pong: shape({ n: whole }),
  ice: shape({ id }),
  token: shape({ id, token: jwt }),
  attend: shape({
    id,
    instance: token,
    generation: count,
    token: optional(jwt),
    user: optional(user),
    status: optional(small(values, 256)),
  }),
  presence: shape({
    id,
    watch: optional(list(user, 200)),
    unwatch: optional(list(user, 200)),
    status: optional(small(values, 256)),
  }),
  ring: shape({ id, user, room: roomName, values: optional(small(values, 256)) }),
  answer: shape({ id, ring: token, answer: word("accept", "decline", "busy") }),
  cancel: shape({ id, ring: token }),
  leave: shape({ hold: optional(integer(0, 600_000)) }),
};

export const clientTypes = Object.keys(frames);

/** The frame, or undefined for what is none of this protocol. */
export function decodeClient(json: string): ClientFrame | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!object(value)) return undefined;
  const frame = value as ClientFrame;
  const check =
    text(frame.type) && Object.hasOwn(frames, frame.type) ? frames[frame.type] : undefined;
  return check?.(frame) ? frame : undefined;
}
