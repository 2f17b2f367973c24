import type { Profile } from "../api.js";
import type { Publish, Role } from "../api-moderation.js";
import type { Member } from "../signaling/frames.js";
import type { Kind } from "./made.js";

const ALL: readonly Publish[] = ["microphone", "camera", "screen", "data"];

/** What a track of that kind is given by. */
export const RIGHT: Readonly<Record<Kind, Publish>> = {
  audio: "microphone",
  video: "camera",
  screen: "screen",
  sound: "screen",
};

/** What the roster says of somebody, be it this page or another. */
export abstract class Listed {
  /** Undefined before the first join. */
  protected abstract get entry(): Member | undefined;

  get user(): string | undefined {
    return this.entry?.user;
  }
  get profile(): Profile {
    return this.entry?.profile ?? {};
  }
  get role(): Role {
    return this.entry?.role ?? "member";
  }
  get publish(): readonly Publish[] {
    return this.entry?.publish ?? ALL;
  }

  may(what: Publish): boolean {
    return this.publish.includes(what);
  }
}
