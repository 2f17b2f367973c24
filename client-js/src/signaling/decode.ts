import {
  both,
  type Check,
  capabilities,
  common,
  count,
  decodeBy,
  flag,
  heartbeat,
  hex,
  id,
  integer,
  like,
  limits,
  list,
  map,
  object,
  optional,
  own,
  shape,
  text,
  token,
  values,
  whole,
  word,
} from "./checks.js";
import type { ServerFrame } from "./frames.js";

const KEY = /^[A-Za-z][\w.-]{0,63}$/;
export const role = word("owner", "moderator", "member", "guest", "observer");
export const publish = list(word("microphone", "camera", "screen", "data"), 4);
const policy = shape({
  capacity: integer(1, 50),
  relay: flag,
  lobby: optional(flag),
  locked: optional(flag),
  strict: optional(flag),
  tag: hex,
});
const someone = { session: token, user: optional(text), since: whole, tag: hex };
const knock = shape({ ...someone, profile: values });
const ban = shape({ ...someone, name: optional(text) });
const keyEntry = shape({ value: text, tag: hex });
const member = both(
  shape({
    ...someone,
    role,
    publish: optional(publish),
    state: word("up", "away"),
    until: optional(whole),
    profile: values,
    capabilities,
  }),
  (m: { state: string; until?: number }) => (m.state === "away") === (m.until !== undefined),
);

const withMember = shape({ member });
const ops: Record<string, Check> = {
  add: withMember,
  update: withMember,
  away: withMember,
  up: withMember,
  replace: shape({ replaces: token, member }),
  remove: shape({
    session: token,
    reason: word("left", "kicked", "expired", "banned", "closed"),
  }),
  key: shape({ key: like(KEY), entry: optional(keyEntry) }),
  policy: shape({ policy }),
  lobby: shape({ session: token, knock: optional(knock) }),
  ban: shape({ session: token, ban: optional(ban) }),
};
const op: Check = (value) =>
  object(value) && own(ops, (value as { op: unknown }).op)?.(value) === true;

const changes = both(
  shape({ incarnation: hex, prev: whole, rev: whole, ops: list(op) }),
  (c: { prev: number; rev: number; ops: [] }) => c.rev - c.prev === c.ops.length,
);
const snapshot = shape({
  id: like(/^./),
  incarnation: hex,
  rev: count,
  digest: hex,
  policy,
  keys: map(KEY, keyEntry),
  roster: list(member),
  lobby: optional(list(knock)),
  bans: optional(list(ban)),
});
const news = { changes: optional(changes), snapshot: optional(snapshot) };
const oneOf = (n: { changes?: object; snapshot?: object }) => !n.changes !== !n.snapshot;
const iceFields = {
  servers: list(
    both(
      shape({
        urls: both(list(text), (urls: []) => urls.length > 0),
        username: optional(text),
        credential: optional(text),
      }),
      (s: { username?: string; credential?: string }) => !s.username === !s.credential,
    ),
  ),
  expires: whole,
};
const ice = shape(iceFields);
export const signalBody = {
  link: count,
  seq: count,
  ack: optional(whole),
  kind: word("description", "candidates", "app"),
  data: object,
};

const frames: Record<ServerFrame["type"], Check> = {
  joined: shape({
    id,
    session: token,
    generation: count,
    ticket: text,
    you: shape({ role }),
    room: snapshot,
    offers: map(/^[\w-]{1,64}$/, token),
    ice,
    limits,
    heartbeat,
    capabilities,
    node: id,
  }),
  lobby: shape({ id, session: token, position: count }),
  resumed: both(
    shape({
      id,
      generation: count,
      ticket: text,
      node: id,
      ice: optional(ice),
      degraded: optional(flag),
      ...news,
    }),
    (r: { degraded?: boolean; changes?: object; snapshot?: object }) =>
      r.degraded ? !r.changes && !r.snapshot : oneOf(r),
  ),
  signal: shape({ from: token, ...signalBody }),
  ack: shape({ acks: list(shape({ from: token, link: count, seq: whole })) }),
  undeliverable: shape({ to: token, link: count, seq: count, code: text }),
  room: both(shape(news), oneOf),
  pulse: shape({ from: token, values }),
  ...common,
  ping: shape({ n: whole, head: optional(shape({ incarnation: hex, rev: count, digest: hex })) }),
  ice: shape({ id: optional(id), ticket: text, ...iceFields }),
  ok: shape({ id, ticket: optional(text) }),
};

/** The words of all frames that a server may say. */
export const serverTypes = Object.keys(frames);

/** One frame of a server, as `decodeBy` tells. */
export const decode = (json: unknown) => decodeBy<ServerFrame>(json, frames);
