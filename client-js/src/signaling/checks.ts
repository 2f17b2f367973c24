/** Checks of what came from the wire, and the tables that they make. */

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

export const heartbeat = shape({ interval: count, timeout: count, probe: count });
export const limits = shape({ frame: whole, signals: whole, hold: whole });

/** What a server says on any socket, whatever that is for. */
export const common = {
  ping: shape({ n: whole }),
  pong: shape({ n: whole }),
  drain: shape({ within: whole, spread: whole }),
  "token-expiring": shape({ expires: whole }),
  ok: shape({ id }),
  error: shape({
    id: optional(id),
    code: text,
    retry: word("never", "same", "fresh", "rejoin"),
    after: optional(whole),
    message: text,
  }),
};

/**
 * One frame, by the table of those that may come; "unknown" for a type of a later version, which is
 * to be ignored; undefined for what is no frame of this protocol.
 */
export function decodeBy<F>(
  json: unknown,
  table: Record<string, Check>,
): F | "unknown" | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json as string);
  } catch {
    return undefined;
  }
  if (!isObject(value) || typeof value.type !== "string") return undefined;
  const check = own(table, value.type);
  if (!check) return "unknown";
  return check(value) ? (value as F) : undefined;
}

/** Only what the table itself has: a name from the wire must not find what every object inherits. */
export function own<T>(table: Record<string, T>, name: unknown): T | undefined {
  return typeof name === "string" && Object.hasOwn(table, name) ? table[name] : undefined;
}
