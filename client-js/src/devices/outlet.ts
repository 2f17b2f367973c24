import type { SlotState } from "../api-devices.js";
import type { Phase } from "./keeping.js";
import type { Kind } from "./opener.js";
import { type Placeholder, placeholder } from "./placeholder.js";

/** What a slot knows of itself. */
export interface Standing {
  /** Undefined until somebody says. */
  readonly wanted: boolean | undefined;
  /** There was a track once: what is missing now is lost. */
  readonly had: boolean;
  readonly track: MediaStreamTrack | null;
  readonly phase: Phase;
  /** The room lets this page not give it. */
  readonly barred: boolean;
}

/** What a slot sends and says, and what stands in for a device that is gone. */
export class Outlet {
  readonly #kind: Kind;
  readonly #send: () => Promise<void>;
  #sent: MediaStreamTrack | null = null;
  #state: SlotState = "none";
  #stopgap: Placeholder | undefined;
  #sending = Promise.resolve();

  /** @param send is called when one of the two has changed */
  constructor(kind: Kind, send: () => Promise<void>) {
    this.#kind = kind;
    this.#send = send;
  }

  get sent(): MediaStreamTrack | null {
    return this.#sent;
  }
  get state(): SlotState {
    return this.#state;
  }

  async show(standing: Standing): Promise<void> {
    const { had, track, barred } = standing;
    const wanted = standing.wanted && !barred;
    const live = track?.readyState === "live";
    const state = this.#stateOf(standing, live);
    const before = this.#stopgap;
    this.#stopgap = wanted && had && !live ? (before ?? placeholder(this.#kind)) : undefined;
    const sent = live && wanted ? track : (this.#stopgap?.track ?? null);
    const news = sent !== this.#sent || state !== this.#state;
    this.#sent = sent;
    this.#state = state;
    if (news) this.#sending = this.#send();
    await this.#sending;
    if (before !== this.#stopgap) before?.close();
  }

  close(): void {
    this.#stopgap?.close();
    this.#state = "none";
  }

  /** While another device is being opened nothing is said: mostly that takes a moment. */
  #stateOf({ wanted, had, phase, barred }: Standing, live: boolean): SlotState {
    if (!wanted) return wanted === undefined ? "none" : "off";
    if (barred) return "forbidden";
    if (live) return phase.at === "live" && phase.trouble === "interrupted" ? "interrupted" : "on";
    if (phase.at === "asking" || phase.at === "opening") return this.#state;
    return had ? "lost" : "none";
  }
}
