import type { Self } from "../api.js";
import type { Member } from "../signaling/frames.js";
import type { Signaling } from "../signaling/signaling.js";
import { Listed } from "./rights.js";
import { fillStream, newStream } from "./stream.js";

/** {@link Self}: what the roster says of this page, and what it sends. */
export class OwnPerson extends Listed implements Self {
  readonly stream = newStream();
  readonly #signaling: Signaling;

  constructor(signaling: Signaling) {
    super();
    this.#signaling = signaling;
  }

  get id(): string {
    return this.#signaling.session;
  }

  protected get entry(): Member | undefined {
    return this.#signaling.roster.members.get(this.id);
  }

  /** Makes the stream hold exactly the tracks that are sent. */
  show(sent: readonly (MediaStreamTrack | null)[]): void {
    fillStream(
      this.stream,
      sent.filter((track) => track !== null),
    );
  }
}
