import type { Peer, RoomEvents } from "../api.js";
import type { TrackSlot } from "../api-sharing.js";
import type { Emitter } from "../emitter.js";
import { type Kind, PERSON, SCREEN } from "./made.js";
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
  readonly #peer: Peer;
  readonly #events: Emitter<RoomEvents>;
  /** Those that were told. */
  readonly #told = new Set<Kind>();
  #tracks: ReadonlyMap<Kind, MediaStreamTrack> = new Map();
  #sharing = false;
  #seen = false;

  constructor(peer: Peer, events: Emitter<RoomEvents>) {
    this.#peer = peer;
    this.#events = events;
  }

  get screen(): MediaStream | null {
    return this.#sharing && this.#tracks.has("screen") ? this.#screen : null;
  }

  tracks(tracks: ReadonlyMap<Kind, MediaStreamTrack>): void {
    this.#tracks = tracks;
    fillStream(this.stream, of(tracks, PERSON));
    fillStream(this.#screen, of(tracks, SCREEN));
    this.#tell();
  }

  /** They say whether they share. */
  sharing(yes: boolean): void {
    this.#sharing = yes;
    this.#tell();
  }

  #tell(): void {
    const { screen } = this;
    for (const [kind, track] of this.#tracks) {
      const stream = PERSON.includes(kind) ? this.stream : screen;
      if (this.#told.has(kind) || stream === null) continue;
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
