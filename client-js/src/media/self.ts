import type { Profile, Self } from "../api.js";
import type { Signaling } from "../signaling/signaling.js";
import { fillStream, newStream } from "./stream.js";

/** {@link Self}: what the roster says of this page, and what it sends. */
export class OwnPerson implements Self {
  readonly stream = newStream();
  readonly #signaling: Signaling;

  constructor(signaling: Signaling) {
    this.#signaling = signaling;
  }

  get id(): string {
    return this.#signaling.session;
  }
  get profile(): Profile {
    return this.#signaling.roster.members.get(this.id)?.profile ?? {};
  }
  get role(): string {
    return this.#signaling.role;
  }

  /** Makes the stream hold exactly the tracks that are sent. */
  show(sent: readonly (MediaStreamTrack | null)[]): void {
    fillStream(
      this.stream,
      sent.filter((track) => track !== null),
    );
  }
}
