import type { ServerFrame } from "./frames.js";

/** Whether a value has the shape that a name or a table of this file stands for. */
export type Check = (value: unknown) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const like =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === "string" && pattern.test(value);
export const integer =
  (min: number, max = Number.MAX_SAFE_INTEGER): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
export const word =
  (...words: string[]): Check =>
  (value) =>
    words.includes(value as string);
export const list =
  (item: Check, max = Number.POSITIVE_INFINITY): Check =>
  (value) =>
    Array.isArray(value) && value.length <= max && value.every(item);
export const map =
  (key: RegExp, item: Check): Check =>
  (value) =>
    isObject(value) && Object.entries(value).every(([name, each]) => key.test(name) && item(each));
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
export const shape =
  (fields: Record<string, Check>): Check =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([name, check]) => check(value[name]));
export const both =
  (a: Check, b: (value: never) => boolean): Check =>
  (value) =>
    a(value) && b(value as never);

export const object: Check = isObject;
export const flag: Check = (value) => typeof value === "boolean";
export const boolean: Check = (value) => typeof value === "boolean";
export const text = like(/^/);
export const id = like(/^[\w-]{1,64}$/);
export const token = like(/^[\w-]{8,64}$/);
export const hex = like(/^[0-9a-f]{16}$/);
export const count = integer(1);
export const whole = integer(0);
export const capabilities = list(like(/^[a-z0-9-]{1,32}$/), 16);
export const values = map(/^[A-Za-z][\w-]{0,31}$/, (value) =>
  ["string", "number", "boolean"].includes(typeof value),
);

const KEY = /^[A-Za-z][\w.-]{0,63}$/;
const role = word("owner", "moderator", "member", "guest", "observer");
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
    reason: word("left", "kicked", "expired"),
  }),
  key: shape({ key: like(KEY), entry: optional(keyEntry) }),
  policy: shape({ policy }),
  lobby: shape({ session: token, knock: optional(knock) }),
  ban: shape({ session: token, ban: optional(ban) }),
};
const op: Check = (value) => isObject(value) && own(ops, value.op)?.(value) === true;

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
    limits: shape({ frame: whole, signals: whole, hold: whole }),
    heartbeat: shape({ interval: count, timeout: count, probe: count }),
    capabilities,
    node: id,
  }),
  resumed: both(
    shape({
      id,
      generation: count,
      ticket: text,
      node: id,
      ice: optional(ice),
      degraded: optional(boolean),
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
  ping: shape({ n: whole, head: optional(shape({ incarnation: hex, rev: count, digest: hex })) }),
  pong: shape({ n: whole }),
  drain: shape({ within: whole, spread: whole }),
  ice: shape({ id: optional(id), ticket: text, ...iceFields }),
  ok: shape({ id }),
  error: shape({
    id: optional(id),
    code: text,
    retry: word("never", "same", "fresh", "rejoin"),
    after: optional(whole),
    message: text,
  }),
};

/** The words of all frames that a server may say. */
export const serverTypes = Object.keys(frames);

/**
 * One frame of a server; "unknown" for a type of a later version, which is to be ignored; undefined
 * for what is no frame of this protocol.
 */
export function decode(json: unknown): ServerFrame | "unknown" | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json as string);
  } catch {
    return undefined;
  }
  if (!isObject(value) || typeof value.type !== "string") return undefined;
  const check = own(frames, value.type);
  if (!check) return "unknown";
  return check(value) ? (value as ServerFrame) : undefined;
}

/** Only what the table itself has: a name from the wire must not find what every object inherits. */
function own<T>(table: Record<string, T>, name: unknown): T | undefined {
  return typeof name === "string" && Object.hasOwn(table, name) ? table[name] : undefined;
}
