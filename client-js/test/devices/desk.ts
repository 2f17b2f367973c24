import { vi } from "vitest";
import type { Device, DeviceNews } from "../../src/api-devices.js";
import { Devices } from "../../src/devices/devices.js";
import type { DeviceSlot } from "../../src/devices/slot.js";
import { World } from "../signaling/world.js";

type Kind = "audio" | "video";

export interface Plugged extends Device {
  readonly kind: `${Kind}input`;
}

const SLICE = 10;

/** A track of a device that is simulated. */
class DeskTrack extends EventTarget {
  readyState = "live";
  muted = false;
  enabled = true;
  readonly kind: Kind;
  readonly device: Plugged;
  constructor(device: Plugged) {
    super();
    this.kind = device.kind === "audioinput" ? "audio" : "video";
    this.device = device;
  }
  get label(): string {
    return this.device.label;
  }
  getSettings(): MediaTrackSettings {
    return { deviceId: this.device.deviceId, groupId: this.device.groupId };
  }
  stop(): void {
    this.readyState = "ended";
  }
}

/** A desk with devices that come and go, on virtual time, and the one person who uses them. */
export class Desk {
  readonly world = new World(1);
  readonly devices: Devices;
  readonly news: DeviceNews[] = [];
  /** Every `getUserMedia`: `video {"deviceId":{"exact":"c1"}}`. */
  readonly asked: string[] = [];
  readonly tracks: DeskTrack[] = [];
  /** What connections are told to send, by kind. */
  readonly sent: string[] = [];
  /** Errors by device id; `audio` and `video` for a kind. */
  readonly broken = new Map<string, DOMException>();
  readonly permissions = { microphone: "granted", camera: "granted" };
  readonly #plugged: Plugged[] = [];
  readonly #media = new EventTarget();
  readonly #permissions = { microphone: new EventTarget(), camera: new EventTarget() };
  readonly page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  /** What each source has given so far. */
  readonly given: Record<Kind, number | undefined> = { audio: undefined, video: undefined };

  constructor(...plugged: Plugged[]) {
    this.#plugged.push(...plugged);
    vi.stubGlobal("document", this.page);
    vi.stubGlobal("navigator", {
      mediaDevices: Object.assign(this.#media, {
        enumerateDevices: async () => [...this.#plugged],
        getUserMedia: async (wish: MediaStreamConstraints) => this.#open(wish),
      }),
      permissions: {
        query: async ({ name }: { name: "microphone" | "camera" }) => {
          const states = this.permissions;
          return Object.defineProperty(this.#permissions[name], "state", {
            configurable: true,
            get: () => states[name],
          });
        },
      },
    });
    this.devices = new Devices(this.world.clock());
    this.devices.events.on("device", (news) => this.news.push(news));
    this.devices.connect({
      given: async (kind) => this.given[kind],
      send: async ({ kind, sending, state }) => {
        const track = sending as unknown as DeskTrack | null;
        this.sent.push(`${kind} ${track?.device.deviceId ?? "nothing"} ${state}`);
      },
    });
  }

  /** Turns a slot on, and lets the devices open. */
  async on(slot: DeviceSlot): Promise<string> {
    const done = slot.on().then(
      () => "on",
      (error) => error.code as string,
    );
    await this.pass(20);
    return done;
  }

  /** Lets time pass, and whatever waits for promises run to its end. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= SLICE) {
      await this.world.pass(Math.min(left, SLICE));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  plug(...devices: Plugged[]): void {
    this.#plugged.push(...devices);
    this.#media.dispatchEvent(new Event("devicechange"));
  }

  /** Its tracks end, and the browser says that the devices changed. */
  unplug(deviceId: string): void {
    const at = this.#plugged.findIndex((each) => each.deviceId === deviceId);
    this.#plugged.splice(at, 1);
    for (const track of this.tracks) {
      if (track.device.deviceId !== deviceId || track.readyState !== "live") continue;
      track.readyState = "ended";
      track.dispatchEvent(new Event("ended"));
    }
    this.#media.dispatchEvent(new Event("devicechange"));
  }

  /** The system holds the open tracks of that kind back, or lets them go on. */
  mute(kind: Kind, muted: boolean): void {
    for (const track of this.tracks) {
      if (track.kind !== kind || track.readyState !== "live") continue;
      track.muted = muted;
      track.dispatchEvent(new Event(muted ? "mute" : "unmute"));
    }
  }

  permit(name: "microphone" | "camera", state: PermissionState): void {
    this.permissions[name] = state;
    this.#permissions[name].dispatchEvent(new Event("change"));
  }

  show(visibilityState: "visible" | "hidden"): void {
    this.page.visibilityState = visibilityState;
    this.page.dispatchEvent(new Event("visibilitychange"));
  }

  #open(wish: MediaStreamConstraints): { getTracks(): DeskTrack[] } {
    this.asked.push(
      Object.entries(wish)
        .map(([kind, value]) => `${kind} ${JSON.stringify(value)}`)
        .join(" "),
    );
    const tracks = Object.entries(wish).map(([kind, value]) => this.#track(kind as Kind, value));
    this.tracks.push(...tracks);
    return { getTracks: () => tracks };
  }

  #track(kind: Kind, wish: MediaTrackConstraints | true): DeskTrack {
    const name = kind === "audio" ? "microphone" : "camera";
    if (this.permissions[name] !== "granted") throw new DOMException("", "NotAllowedError");
    const blanket = this.broken.get(kind);
    if (blanket) throw blanket;
    const all = this.#plugged.filter((each) => each.kind === `${kind}input`);
    if (all.length === 0) throw new DOMException("", "NotFoundError");
    const { deviceId, width } = wish === true ? ({} as MediaTrackConstraints) : wish;
    const { exact, ideal } = (deviceId ?? {}) as ConstrainDOMStringParameters;
    const found = all.find((each) => each.deviceId === (exact ?? ideal));
    const device = found ?? all[0];
    if (!device || (exact && !found)) throw unmet("deviceId");
    if (Number((width as ConstrainULongRange | undefined)?.exact) > 1280) throw unmet("width");
    const error = this.broken.get(device.deviceId);
    if (error) throw error;
    return new DeskTrack(device);
  }
}

const unmet = (constraint: string) =>
  Object.assign(new DOMException("", "OverconstrainedError"), { constraint });

export const microphone = (id: string, groupId = `group of ${id}`, label = `Microphone ${id}`) =>
  ({ kind: "audioinput", deviceId: id, groupId, label }) as const;

export const camera = (id: string, groupId = `group of ${id}`, label = `Camera ${id}`) =>
  ({ kind: "videoinput", deviceId: id, groupId, label }) as const;

/** A desk where the microphone m1 is in use, and m2 and m3 are at hand. */
export async function inUse(): Promise<Desk> {
  const desk = new Desk(microphone("m1", "headset"), microphone("m2"), microphone("m3", "headset"));
  await desk.on(desk.devices.microphone);
  desk.asked.length = desk.sent.length = desk.news.length = 0;
  return desk;
}
