/** The only door from the app to the SDK: its public types, and its two functions as a value. */
import type { JoinOptions, Lobby, LobbyOptions, Room } from "../../src/parley.js";

export type * from "../../src/parley.js";
export { ParleyError } from "../../src/parley.js";

/** Handed in, so that the views can be looked at without a server. */
export interface Sdk {
  join(url: string, roomName: string, options?: JoinOptions): Promise<Room>;
  prepare(options?: LobbyOptions): Lobby;
}
