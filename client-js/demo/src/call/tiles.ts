import type { Peer, Room, Self } from "../sdk.js";
import { isPeer, type Person } from "./person.js";
import { ParleyShare } from "./share.js";
import { ParleyStage } from "./stage.js";
import { ParleyTile } from "./tile.js";

/** The tiles of a room on a stage, one for each person; one's own stands last. */
export class Tiles {
  readonly stage = new ParleyStage();
  readonly #room: Room;
  readonly #tiles = new Map<Peer | Self, ParleyTile>();
  /** The screens of others. One's own is not shown: it would show itself. */
  readonly #shares = new Map<Peer, ParleyShare>();
  readonly #alone: HTMLElement;
  #speaker = "";

  /** `alone` stands beside one's own tile while nobody else is here. */
  constructor(room: Room, alone: HTMLElement) {
    this.#room = room;
    this.#alone = alone;
  }

  /** Draws everybody as they are now. */
  show(everybody: ReadonlyMap<Peer | Self, Person>): void {
    for (const gone of [...this.#tiles.keys()].filter((someone) => !everybody.has(someone))) {
      this.#tiles.get(gone)?.remove();
      this.#tiles.delete(gone);
    }
    for (const [someone, person] of everybody) this.#tileOf(someone, person).show(person);
    this.#showShares();
    if (everybody.size > 1) this.#alone.remove();
    else if (!this.#alone.isConnected) this.stage.prepend(this.#alone);
  }

  /** Starts the sound of all, when a track came. */
  play(): void {
    for (const tile of this.#players()) void this.#room.play(tile.video);
  }

  /** Lets a reaction float over the tile of whoever showed it. */
  react(someone: Peer | Self, emoji: string): void {
    this.#tiles.get(someone)?.react(emoji);
  }

  /** Whose tile that is, or is within. */
  personAt(target: EventTarget | null): Peer | undefined {
    const tile = target instanceof Element ? target.closest("parley-tile") : null;
    const [found] = [...this.#tiles].find(([, each]) => each === tile) ?? [];
    return found && isPeer(found) ? found : undefined;
  }

  async setSpeaker(deviceId: string): Promise<void> {
    this.#speaker = deviceId;
    await Promise.all(this.#players().map((tile) => tile.setSpeaker(deviceId)));
  }

  #players(): readonly (ParleyTile | ParleyShare)[] {
    return [...this.#tiles.values(), ...this.#shares.values()];
  }

  #showShares(): void {
    for (const [peer, share] of [...this.#shares]) {
      if (this.#tiles.has(peer) && peer.screen) continue;
      share.remove();
      this.#shares.delete(peer);
    }
    for (const peer of this.#room.peers.values()) {
      if (!peer.screen) continue;
      const share = this.#shares.get(peer) ?? this.#newShare(peer);
      share.show();
    }
  }

  #newShare(peer: Peer): ParleyShare {
    const share = new ParleyShare(peer);
    this.#shares.set(peer, share);
    this.stage.prepend(share);
    if (this.#speaker) share.setSpeaker(this.#speaker).catch(() => undefined);
    void this.#room.play(share.video);
    return share;
  }

  #tileOf(someone: Peer | Self, person: Person): ParleyTile {
    const known = this.#tiles.get(someone);
    if (known) return known;
    const tile = new ParleyTile(someone.stream, person);
    this.stage.insertBefore(tile, this.#tiles.get(this.#room.self) ?? null);
    this.#tiles.set(someone, tile);
    if (this.#speaker) tile.setSpeaker(this.#speaker).catch(() => undefined);
    void this.#room.play(tile.video);
    return tile;
  }
}
