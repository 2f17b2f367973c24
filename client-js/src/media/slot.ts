import type { Slot, SlotState } from "../api.js";
import { captureTrack } from "./capture.js";

/** What a slot starts with. */
export interface Source {
  readonly track: MediaStreamTrack | undefined;
  /** Opened by the library, which then also stops it. */
  readonly owned: boolean;
  readonly constraints: MediaTrackConstraints | true;
}

/** {@link Slot}, and the rules for who stops which track. */
export class MediaSlot implements Slot {
  readonly kind: "audio" | "video";
  #track: MediaStreamTrack | null = null;
  #owned = false;
  #state: SlotState = "none";
  #constraints: MediaTrackConstraints | true;
  #closed = false;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #send: (track: MediaStreamTrack | null) => Promise<void>;

  /** @param send puts the track on every connection, then tells the new state */
  constructor(
    kind: "audio" | "video",
    source: Source,
    send: (track: MediaStreamTrack | null) => Promise<void>,
  ) {
    this.kind = kind;
    this.#send = send;
    this.#constraints = source.constraints;
    this.#hold(source.track ?? null, source.owned);
    if (source.track) this.#state = "on";
  }

  get state(): SlotState {
    return this.#state;
  }

  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  /** What new connections are to send. */
  get sending(): MediaStreamTrack | null {
    return this.#state === "on" ? this.#track : null;
  }

  on(): Promise<void> {
    return this.#next(async () => {
      if (this.#track?.readyState === "live") await this.#become("on");
      else await this.#open();
    });
  }

  off(): Promise<void> {
    return this.#next(async () => {
      const state = this.#state === "none" ? "none" : "off";
      if (this.kind === "video" && this.#owned) await this.#replace(null, false, state);
      else await this.#become(state);
    });
  }

  switch(device: string | MediaStreamTrack): Promise<void> {
    return this.#next(async () => {
      const off = this.#state === "off";
      if (typeof device !== "string") return this.#replace(device, false, off ? "off" : "on");
      const wanted = { deviceId: { exact: device } };
      this.#constraints = this.#constraints === true ? wanted : { ...this.#constraints, ...wanted };
      if (off) await this.#replace(null, false, "off");
      else await this.#open();
    });
  }

  /** Stops what the library opened, and what it is opening; the slot is of no use after that. */
  close(): void {
    this.#closed = true;
    this.#state = "none";
    if (this.#owned) this.#track?.stop();
  }

  async #open(): Promise<void> {
    const track = await captureTrack(this.kind, this.#constraints);
    if (this.#closed) track.stop();
    else await this.#replace(track, true, "on");
  }

  /** The old track ends when the new one is on its way, so that no gap shows. */
  async #replace(track: MediaStreamTrack | null, owned: boolean, state: SlotState): Promise<void> {
    const old = this.#owned && track !== this.#track ? this.#track : null;
    this.#hold(track, owned);
    await this.#become(state);
    old?.stop();
  }

  #hold(track: MediaStreamTrack | null, owned: boolean): void {
    this.#track = track;
    this.#owned = owned;
    track?.addEventListener("ended", () => {
      if (track === this.#track) void this.#next(() => this.#become("lost"));
    });
  }

  async #become(state: SlotState): Promise<void> {
    this.#state = state;
    await this.#send(this.sending);
  }

  /** One step after the other; a step that failed does not hold up the next. */
  #next(step: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(step);
    this.#turn = done.catch(() => {});
    return done;
  }
}
