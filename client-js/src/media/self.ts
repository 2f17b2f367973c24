import type { Profile, Self } from "../api.js";
import type { Signaling } from "../signaling/signaling.js";
import { newStream } from "./stream.js";

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
    for (const track of this.stream?.getTracks() ?? []) {
      if (!sent.includes(track)) this.stream.removeTrack(track);
    }
    for (const track of sent) if (track) this.stream?.addTrack(track);
  }
}
