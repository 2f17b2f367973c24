import type { Device, DeviceNews } from "../api-devices.js";
import { Emitter } from "../emitter.js";
import type { Clock } from "../signaling/clock.js";
import { type Kind, Opener, type Order, permission } from "./opener.js";
import { DeviceSlot } from "./slot.js";
import type { SlotHost } from "./slot-host.js";

/** Between two looks at what the devices give. */
const LOOK_MS = 1000;

/** The room that the devices are used in. */
export interface DevicesHost {
  /** Puts `slot.sending` on every connection, and tells the state to all. */
  send(slot: DeviceSlot): Promise<void>;
  /** Grows with what that source gives; undefined while it cannot be counted. */
  given(kind: Kind): Promise<number | undefined>;
}

/** The microphone and the camera of a page, from the lobby to the end of the call. */
export class Devices implements SlotHost {
  readonly clock: Clock;
  readonly microphone: DeviceSlot;
  readonly camera: DeviceSlot;
  readonly events = new Emitter<{ device: DeviceNews }>();
  readonly #slots: readonly DeviceSlot[];
  readonly #opener: Opener;
  readonly #watching = new AbortController();
  readonly #given = new Map<Kind, number>();
  #listing: Promise<readonly Device[]> | undefined;
  #room: DevicesHost | undefined;
  #stop = () => {};

  constructor(clock: Clock) {
    this.clock = clock;
    this.#opener = new Opener(clock);
    this.microphone = new DeviceSlot("audio", this);
    this.camera = new DeviceSlot("video", this);
    this.#slots = [this.microphone, this.camera];
    this.#watch();
  }

  get visible(): boolean {
    return globalThis.document?.visibilityState !== "hidden";
  }

  /** What the devices are opened with, when they are. */
  wish(media: MediaStreamConstraints): void {
    for (const slot of this.#slots) slot.wish(media[slot.kind] || true);
  }

  /**
   * Opens what is asked for, with one prompt, or takes the app's own tracks. What cannot be had is
   * told by `slot.trouble`.
   *
   * @returns when each device is open, or was refused for the first time
   */
  async start(media: MediaStream | MediaStreamConstraints): Promise<void> {
    if ("getTracks" in media) {
      for (const track of media.getTracks()) this.#slot(track.kind).use(track);
      return;
    }
    this.wish(media);
    for (const slot of this.#slots) if (media[slot.kind]) slot.on().catch(() => {});
    await this.settled();
  }

  /** What was asked for so far is open, or refused. */
  async settled(): Promise<void> {
    await Promise.all(this.#slots.map(({ settled }) => settled));
  }

  /** From now on they are used there. */
  connect(room: DevicesHost): void {
    this.#room = room;
    this.#stop();
    this.#stop = this.clock.after(LOOK_MS, () => void this.#look());
  }

  open(order: Order): Promise<MediaStreamTrack> {
    return this.#opener.open(order);
  }

  /** Those who ask in one go get one answer. */
  async list(kind: Kind): Promise<readonly Device[]> {
    this.#listing ??= this.#enumerate();
    const type = `${kind}input`;
    const devices = (await this.#listing) as readonly MediaDeviceInfo[];
    return devices.filter((device) => device.kind === type);
  }

  async send(slot: DeviceSlot): Promise<void> {
    await this.#room?.send(slot);
  }

  news(news: DeviceNews): void {
    this.events.emit("device", news);
  }

  close(): void {
    this.#stop();
    this.#room = undefined;
    this.#watching.abort();
    for (const slot of this.#slots) slot.close();
  }

  #slot(kind: string): DeviceSlot {
    return kind === "audio" ? this.microphone : this.camera;
  }

  async #enumerate(): Promise<readonly Device[]> {
    try {
      return (await globalThis.navigator?.mediaDevices?.enumerateDevices()) ?? [];
    } catch {
      return [];
    } finally {
      this.#listing = undefined;
    }
  }

  #watch(): void {
    const { signal } = this.#watching;
    const each = (type: "plugged" | "tick") => () => {
      for (const slot of this.#slots) slot.tell({ type });
    };
    const { mediaDevices } = globalThis.navigator ?? {};
    mediaDevices?.addEventListener?.("devicechange", each("plugged"), { signal });
    globalThis.document?.addEventListener("visibilitychange", each("tick"), { signal });
    for (const slot of this.#slots) {
      void permission(slot.kind).then((status) => {
        const granted = () => status?.state === "granted" && slot.tell({ type: "granted" });
        status?.addEventListener("change", granted, { signal });
      });
    }
  }

  /** What is live and gives nothing is of no use to anybody. */
  async #look(): Promise<void> {
    for (const slot of this.#slots) {
      const { kind } = slot;
      const given = slot.busy ? await this.#room?.given(kind) : undefined;
      const before = this.#given.get(kind);
      if (given === undefined) this.#given.delete(kind);
      else this.#given.set(kind, given);
      if (before !== undefined) slot.tell({ type: "gave", nothing: given === before });
    }
    if (this.#room) this.connect(this.#room);
  }
}
