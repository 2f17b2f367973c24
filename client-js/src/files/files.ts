import type { Peer, Room } from "../api.js";
import { Emitter } from "../emitter.js";
import { ParleyError } from "../errors.js";
import { newId } from "../media/ids.js";
import type { FileEvents, FileExchange, FileOptions, Transfer } from "./api.js";
import { Desk, type DeskPort, TRANSFERS, type Wire } from "./desk.js";

export type * from "./api.js";

/** The number of the data channel that carries files. */
const CHANNEL = 1;
const MAX_SIZE = 4 * 1024 ** 3;

/**
 * Lets the people of a room send files to each other; once for each room, by every page that takes
 * part. It ends with the room.
 *
 * @throws ParleyError `insecure-context` where there is no WebCrypto to hash with
 */
export function exchangeFiles(room: Room, { maxSize = MAX_SIZE }: FileOptions = {}): FileExchange {
  if (!globalThis.crypto?.subtle)
    throw new ParleyError("insecure-context", "Files need https or localhost");
  return new Exchange(room, maxSize);
}

class Exchange implements FileExchange, DeskPort {
  readonly page = newId();
  readonly maxSize: number;
  readonly #room: Room;
  readonly #events = new Emitter<FileEvents>();
  readonly #desks = new Map<Peer, Desk>();
  readonly #stops: readonly (() => void)[];

  constructor(room: Room, maxSize: number) {
    this.#room = room;
    this.maxSize = maxSize;
    this.#stops = [
      room.channel({
        id: CHANNEL,
        label: "parley-files",
        message: (peer, data) => this.#desk(peer).hear(data),
        carried: (peer, channel) => this.#desk(peer).carried(channel as Wire | undefined),
      }),
      room.on("peer-left", ({ peer }) => this.#leave(peer)),
      room.on("state", ({ state }) => state === "left" && this.#leaveAll()),
    ];
  }

  get transfers(): readonly Transfer[] {
    return [...this.#desks.values()].flatMap((desk) => desk.transfers);
  }

  on<K extends keyof FileEvents>(event: K, listener: (value: FileEvents[K]) => void): () => void {
    return this.#events.on(event, listener);
  }

  offer(file: Blob & { readonly name?: string }, to?: Peer): readonly Transfer[] {
    if (to && this.#room.peers.get(to.id) !== to)
      throw new ParleyError("gone", "That person is not in the room");
    const desks = (to ? [to] : [...this.#room.peers.values()]).map((peer) => this.#desk(peer));
    if (desks.some(({ transfers }) => transfers.length >= TRANSFERS))
      throw new ParleyError("too-many", `More than ${TRANSFERS} transfers to one person`, true);
    return desks.map((desk) => desk.offer(file));
  }

  close(): void {
    for (const desk of this.#desks.values()) desk.cancelAll();
    this.#leaveAll();
  }

  offered(transfer: Transfer): void {
    this.#events.emit("offer", transfer);
  }

  changed(transfer: Transfer): void {
    this.#events.emit("change", transfer);
  }

  #desk(peer: Peer): Desk {
    const desk = this.#desks.get(peer) ?? new Desk(peer, this);
    this.#desks.set(peer, desk);
    return desk;
  }

  #leave(peer: Peer): void {
    this.#desks.get(peer)?.leave();
    this.#desks.delete(peer);
  }

  #leaveAll(): void {
    for (const stop of this.#stops) stop();
    for (const peer of [...this.#desks.keys()]) this.#leave(peer);
  }
}
