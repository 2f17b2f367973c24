import { TIMING } from "../race/timing.js";
import type { Clock } from "../signaling/clock.js";
import type { IceConfig } from "../signaling/frames.js";
import type { IceUse } from "../signaling/options.js";
import type { Signaling } from "../signaling/signaling.js";

/** Whether there is a relay among the ICE servers (RFC 7065). */
export const relays = ({ servers }: IceConfig): boolean =>
  servers.some(({ urls }) => urls.some((url) => url.startsWith("turn")));

/** Whether a connection that is made now has a relay, and for as long as it takes to be made. */
const lasts = (ice: IceConfig): boolean =>
  relays(ice) && (ice.expires === 0 || ice.expires - Date.now() > TIMING.credentials);

/** The ICE servers of a page: when fresh ones are needed, and whether those that came are others. */
export class Servers {
  readonly #signaling: Signaling;
  readonly #clock: Clock;
  #known = "";
  /** When they were asked for last. */
  #asked = Number.NEGATIVE_INFINITY;

  constructor(signaling: Signaling, clock: Clock) {
    this.#signaling = signaling;
    this.#clock = clock;
  }

  /** Whether a new connection is made with something else than before. */
  news({ servers, relay }: IceUse): boolean {
    const before = this.#known;
    this.#known = JSON.stringify([servers, relay]);
    return this.#known !== before;
  }

  /** Asks where those known will not do: once for all races of a time, as each answer opens more. */
  renew(): void {
    const { ice } = this.#signaling;
    const now = this.#clock.now();
    if (lasts(ice) || now - this.#asked < TIMING.race) return;
    this.#asked = now;
    this.#signaling.refreshIce().catch(() => {});
  }
}
