import type { RoomEvents } from "../api.js";
import type { TrackSlot } from "../api-sharing.js";
import type { Emitter } from "../emitter.js";
import { type Kind, PERSON, SCREEN } from "./made.js";
import type { Person } from "./person.js";
import { RIGHT } from "./rights.js";
import { fillStream, newStream } from "./stream.js";

const SLOTS: Readonly<Record<Kind, TrackSlot>> = {
  audio: "microphone",
  video: "camera",
  screen: "screen",
  sound: "sound",
};

/** What comes from one person, in two streams that stay the same: themselves, and their screen. */
export class Showing {
  readonly stream = newStream();
  readonly #screen = newStream();
  readonly #peer: Person;
  readonly #events: Emitter<RoomEvents>;
  /** Those that were told. */
  readonly #told = new Set<Kind>();
  #tracks: ReadonlyMap<Kind, MediaStreamTrack> = new Map();
  #sharing = false;
  #seen = false;
  /** Those that would give what the person may not. */
  readonly #silenced = new Set<MediaStreamTrack>();

  constructor(peer: Person, events: Emitter<RoomEvents>) {
    this.#peer = peer;
    this.#events = events;
  }

  get screen(): MediaStream | null {
    return this.#sharing && this.#tracks.has("screen") && this.#may("screen") ? this.#screen : null;
  }

  tracks(tracks: ReadonlyMap<Kind, MediaStreamTrack>): void {
    this.#tracks = tracks;
    fillStream(this.stream, of(tracks, PERSON));
    fillStream(this.#screen, of(tracks, SCREEN));
    this.heed();
  }

  /**
   * Keeps to what the person may give: a track beyond it gives silence, or black, whatever comes on
   * it, and plays on by itself when the right is back.
   */
  heed(): void {
    for (const [kind, track] of this.#tracks) {
      const may = this.#may(kind);
      if (may !== this.#silenced.has(track)) continue;
      track.enabled = may;
      if (may) this.#silenced.delete(track);
      else this.#silenced.add(track);
    }
    this.#tell();
  }

  /** They say whether they share. */
  sharing(yes: boolean): void {
    this.#sharing = yes;
    this.#tell();
  }

  #may(kind: Kind): boolean {
    return this.#peer.may(RIGHT[kind]);
  }

  #tell(): void {
    const { screen } = this;
    for (const [kind, track] of this.#tracks) {
      const stream = PERSON.includes(kind) ? this.stream : screen;
      if (this.#told.has(kind) || stream === null || !this.#may(kind)) continue;
      this.#told.add(kind);
      this.#events.emit("track", { peer: this.#peer, track, stream, slot: SLOTS[kind] });
    }
    // While another connection takes over, there are no tracks for a moment.
    const seen = screen !== null || (this.#seen && this.#sharing);
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#events.emit("screen", { peer: this.#peer, stream: screen });
  }
}

const of = (tracks: ReadonlyMap<Kind, MediaStreamTrack>, kinds: readonly Kind[]) =>
  kinds.flatMap((kind) => tracks.get(kind) ?? []);
