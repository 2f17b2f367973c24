import type { Kind } from "./made.js";
import type { MediaLink } from "./media-link.js";

export interface CarriersPort {
  /** What the person is heard and seen by from now on. */
  tracks(tracks: ReadonlyMap<Kind, MediaStreamTrack>): void;
  /** A connection with a number has ended. */
  closed(number: number): void;
}

/** The connections to one person: those with a number, and the one that carries the person. */
export class Carriers {
  #current: MediaLink | undefined;
  readonly #numbered = new Map<number, MediaLink>();
  readonly #port: CarriersPort;

  constructor(port: CarriersPort) {
    this.#port = port;
  }

  /** It may have no number. */
  get current(): MediaLink | undefined {
    return this.#current;
  }

  /** In the order in which they were made. */
  get numbered(): readonly MediaLink[] {
    return [...this.#numbered.values()];
  }

  get all(): ReadonlySet<MediaLink> {
    return new Set([...this.numbered, ...(this.#current ? [this.#current] : [])]);
  }

  get(number: number): MediaLink | undefined {
    return this.#numbered.get(number);
  }

  has(link: MediaLink): boolean {
    return this.get(link.number) === link;
  }

  /** The first one carries the person. */
  add(link: MediaLink): void {
    this.#numbered.set(link.number, link);
    this.#current ??= link;
  }

  /** The person is carried by that link from now on. One without a number ends then. */
  show(link: MediaLink): void {
    const before = this.#current;
    this.#current = link;
    this.#port.tracks(link.tracks);
    if (before && !this.has(before)) before.close();
  }

  drop(link: MediaLink): void {
    link.close();
    if (this.has(link)) {
      this.#numbered.delete(link.number);
      this.#port.closed(link.number);
    }
    if (link !== this.#current) return;
    this.#current = undefined;
    this.#port.tracks(new Map());
  }

  /** No number is valid any more: only the present connection stays, if it stands. */
  loosen(): void {
    const all = this.all;
    this.#numbered.clear();
    for (const link of all) if (link !== this.#current || !link.open) this.drop(link);
  }
}
