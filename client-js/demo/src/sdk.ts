/** The only door from the app to the SDK: its public types, and its functions as a value. */
import type { FileExchange } from "../../src/files/files.js";
import {
  type JoinOptions,
  type Lobby,
  type LobbyOptions,
  ParleyError,
  type Peer,
  type Room,
} from "../../src/parley.js";
import type { AttendOptions, People } from "../../src/people/people.js";

export type * from "../../src/files/files.js";
export type * from "../../src/parley.js";
export type * from "../../src/people/people.js";
export { ParleyError };

/** What the SDK calls it; empty: it is no error of the SDK. */
export const codeOf = (error: unknown): string => (error instanceof ParleyError ? error.code : "");

/** Handed in, so that the views can be looked at without a server. */
export interface Sdk {
  join(url: string, roomName: string, options?: JoinOptions): Promise<Room>;
  prepare(options?: LobbyOptions): Lobby;
  exchangeFiles(room: Room): FileExchange;
  attend(url: string, options?: AttendOptions): Promise<People>;
  safetyWords(room: Room, peer: Peer): Promise<readonly string[]>;
}
