import { ParleyError } from "../errors.js";
import type { ErrorFrame } from "./frames.js";

/** The words of the close codes that forbid to come back, for when no error came before them. */
const CLOSED: Record<number, string> = {
  4020: "token-expired",
  4030: "kicked",
  4031: "banned",
  4032: "room-closed",
  4040: "no-common-version",
  4041: "bad-frame",
  4050: "limit",
};
/** What ends a session that is up, whatever it was said to. */
const OVER = ["kicked", "banned", "room-closed"];

/** Whether a server that closes so tells the client not to come back. */
export const isFinal = (code: number): boolean => code in CLOSED || (code >= 4030 && code < 4060);

export function closedBy(code: number): ParleyError {
  return new ParleyError(CLOSED[code] ?? "closed", `The server closed with ${code}.`);
}

export const errorOf = ({ code, message, retry }: ErrorFrame): ParleyError =>
  new ParleyError(code, message, retry !== "never");

/** Whether that, said to a session that is up, is its end: also that its token has, to no command. */
export const ends = ({ code, retry, id }: ErrorFrame): boolean =>
  OVER.includes(code) || (retry === "fresh" && id === undefined);
