import type { Peer, Room, Self } from "../sdk.js";
import { isPeer, type Person, personOf, selfOf } from "./person.js";
import { ParleyStage } from "./stage.js";
import { ParleyTile } from "./tile.js";

/** The tiles of a room on a stage, one for each person; one's own stands last. */
export class Tiles {
  readonly stage = new ParleyStage();
  readonly #room: Room;
  readonly #tiles = new Map<Peer | Self, ParleyTile>();
  readonly #alone: HTMLElement;
  #speaker = "";
  /** Told when the browser plays no sound before a click. */
  onBlocked: () => void = () => undefined;

  /** `alone` stands beside one's own tile while nobody else is here. */
  constructor(room: Room, alone: HTMLElement) {
    this.#room = room;
    this.#alone = alone;
  }

  /** Draws everybody as they are now. */
  show(): void {
    const everybody = [...this.#room.peers.values(), this.#room.self];
    for (const gone of [...this.#tiles.keys()].filter((person) => !everybody.includes(person))) {
      this.#tiles.get(gone)?.remove();
      this.#tiles.delete(gone);
    }
    for (const person of everybody) this.#tileOf(person).show(this.#personOf(person));
    if (everybody.length > 1) this.#alone.remove();
    else if (!this.#alone.isConnected) this.stage.prepend(this.#alone);
  }

  /** Starts the sound of all, after a click or when a track came. */
  play(): void {
    for (const tile of this.#tiles.values()) this.#start(tile);
  }

  async setSpeaker(deviceId: string): Promise<void> {
    this.#speaker = deviceId;
    await Promise.all([...this.#tiles.values()].map((tile) => tile.setSpeaker(deviceId)));
  }

  #personOf(someone: Peer | Self): Person {
    return isPeer(someone) ? personOf(someone) : selfOf(this.#room);
  }

  #tileOf(someone: Peer | Self): ParleyTile {
    const known = this.#tiles.get(someone);
    if (known) return known;
    const tile = new ParleyTile(someone.stream, this.#personOf(someone));
    this.stage.insertBefore(tile, this.#tiles.get(this.#room.self) ?? null);
    this.#tiles.set(someone, tile);
    if (this.#speaker) tile.setSpeaker(this.#speaker).catch(() => undefined);
    this.#start(tile);
    return tile;
  }

  /** A play() cut short by a new track is no refusal: it comes back with the next track. */
  #start(tile: ParleyTile): void {
    tile.play().catch((error) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") this.onBlocked();
    });
  }
}
