/** The only door from the app to the SDK: its public types, and its functions as a value. */
import type { FileExchange } from "../../src/files/files.js";
import type { JoinOptions, Lobby, LobbyOptions, Room } from "../../src/parley.js";

export type * from "../../src/files/files.js";
export type * from "../../src/parley.js";
export { ParleyError } from "../../src/parley.js";

/** Handed in, so that the views can be looked at without a server. */
export interface Sdk {
  join(url: string, roomName: string, options?: JoinOptions): Promise<Room>;
  prepare(options?: LobbyOptions): Lobby;
  exchangeFiles(room: Room): FileExchange;
}
