import type { Device, DeviceNews, Slot, SlotState } from "../api-devices.js";
import { Emitter } from "../emitter.js";
import { ParleyError } from "../errors.js";
import { systemClock } from "../signaling/clock.js";
import type { Devices, DevicesHost } from "./devices.js";
import type { Kind } from "./opener.js";

/** A slot as a room uses it. */
export interface SendingSlot extends Slot {
  /** What connections are to send. */
  readonly sending: MediaStreamTrack | null;
  /** The room lets this page not give it, or does again. */
  bar(yes: boolean): void;
}

/** The devices as a room uses them. */
export interface RoomDevices {
  readonly microphone: SendingSlot;
  readonly camera: SendingSlot;
  readonly events: Emitter<{ device: DeviceNews }>;
  /** From now on they are used there. */
  connect(room: DevicesHost): void;
}

/** {@link Slot} of a page: what keeps its device is loaded when somebody first wants one. */
class PageSlot implements SendingSlot {
  readonly kind: Kind;
  readonly #load: () => Promise<SendingSlot>;
  #slot: SendingSlot | undefined;
  #barred = false;

  constructor(kind: Kind, load: () => Promise<SendingSlot>) {
    this.kind = kind;
    this.#load = load;
  }

  get state(): SlotState {
    return this.#slot?.state ?? "none";
  }
  get track(): MediaStreamTrack | null {
    return this.#slot?.track ?? null;
  }
  get device(): Device | undefined {
    return this.#slot?.device;
  }
  get trouble(): string | undefined {
    return this.#slot?.trouble;
  }
  get sending(): MediaStreamTrack | null {
    return this.#slot?.sending ?? null;
  }

  fill(slot: SendingSlot): void {
    this.#slot = slot;
    slot.bar(this.#barred);
  }

  bar(yes: boolean): void {
    this.#barred = yes;
    this.#slot?.bar(yes);
  }

  async on(): Promise<void> {
    await (await this.#load()).on();
  }
  async off(): Promise<void> {
    await (await this.#load()).off();
  }
  async switch(device: string | Device | MediaStreamTrack): Promise<void> {
    await (await this.#load()).switch(device);
  }
}

/**
 * The microphone and the camera of a page. The code that opens them and keeps them alive is a file
 * of its own (`parley-devices.js`), which nobody loads who joins without media.
 */
export class PageDevices implements RoomDevices {
  readonly events = new Emitter<{ device: DeviceNews }>();
  readonly microphone = new PageSlot("audio", async () => (await this.load()).microphone);
  readonly camera = new PageSlot("video", async () => (await this.load()).camera);
  #loading: Promise<Devices> | undefined;
  #devices: Devices | undefined;
  #room: DevicesHost | undefined;
  #closed = false;

  /**
   * Those who ask in one go get one answer, in the order in which they asked.
   *
   * @throws ParleyError `unreachable`; the next one asks again
   */
  load(): Promise<Devices> {
    this.#loading ??= this.#make().catch((cause) => {
      this.#loading = undefined;
      throw new ParleyError("unreachable", "parley-devices.js did not come", true, { cause });
    });
    return this.#loading;
  }

  /** What the devices are opened with, when they are. */
  wish(media: MediaStreamConstraints): void {
    this.load().then(
      (devices) => devices.wish(media),
      () => {},
    );
  }

  /** As {@link Devices.start}. Nobody is kept out because a device, or its code, cannot be had. */
  async start(media: MediaStream | MediaStreamConstraints): Promise<void> {
    const devices = await this.load().catch(() => undefined);
    await devices?.start(media);
  }

  /** What was asked for so far is open, or refused. */
  async settled(): Promise<void> {
    const devices = await this.#loading?.catch(() => undefined);
    await devices?.settled();
  }

  connect(room: DevicesHost): void {
    this.#room = room;
    this.#devices?.connect(room);
  }

  close(): void {
    this.#closed = true;
    this.#devices?.close();
  }

  async #make(): Promise<Devices> {
    const code = await import("./devices.js");
    const devices = new code.Devices(systemClock);
    this.#devices = devices;
    for (const slot of [this.microphone, this.camera]) {
      const kept = slot.kind === "audio" ? devices.microphone : devices.camera;
      slot.fill(kept);
      devices.events.on("device", (news) => {
        if (news.slot === kept) this.events.emit("device", { ...news, slot });
      });
    }
    if (this.#room) devices.connect(this.#room);
    if (this.#closed) devices.close();
    return devices;
  }
}
