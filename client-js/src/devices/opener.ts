import { ParleyError } from "../errors.js";
import type { Clock } from "../signaling/clock.js";

export type Kind = "audio" | "video";

/** Media Capture and Streams 10.3.1, as the words of this library. */
const CODES: Readonly<Record<string, string>> = {
  NotAllowedError: "permission-denied",
  SecurityError: "permission-denied",
  NotFoundError: "no-device",
  OverconstrainedError: "constraints-unmet",
  NotReadableError: "device-busy",
  AbortError: "device-busy",
};

/** What is to be opened. */
export interface Order {
  readonly kind: Kind;
  readonly constraints: MediaTrackConstraints | true;
  /** A permission that was given and taken back may be asked for again. */
  readonly asked: boolean;
}

interface OpenOrder extends Order {
  readonly resolve: (track: MediaStreamTrack) => void;
  readonly reject: (error: ParleyError) => void;
}

/**
 * Opens devices. What is ordered in one go is opened with one prompt; when that fails, each is
 * tried alone, so that a missing camera does not cost the microphone.
 */
export class Opener {
  readonly #clock: Clock;
  readonly #orders: OpenOrder[] = [];
  /** Kinds whose permission was given for good when one was opened. */
  readonly #granted = new Set<Kind>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws ParleyError whose `cause` is the browser's own error */
  async open(order: Order): Promise<MediaStreamTrack> {
    const { kind, asked } = order;
    const before = asked ? undefined : await permission(kind);
    if (before?.state !== "granted" && !asked && this.#granted.has(kind))
      throw new ParleyError("permission-denied", "The permission was taken back");
    const track = await this.#order(order);
    if ((await permission(kind))?.state === "granted") this.#granted.add(kind);
    return track;
  }

  #order(order: Order): Promise<MediaStreamTrack> {
    return new Promise((resolve, reject) => {
      const count = this.#orders.push({ ...order, resolve, reject });
      if (count === 1) this.#clock.after(0, () => void this.#open(this.#orders.splice(0)));
    });
  }

  async #open(orders: readonly OpenOrder[]): Promise<void> {
    try {
      const wish = Object.fromEntries(orders.map(({ kind, constraints }) => [kind, constraints]));
      const tracks = (await capture(wish)).getTracks();
      for (const { kind, resolve } of orders)
        resolve(tracks.find((track) => track.kind === kind) as MediaStreamTrack);
    } catch (error) {
      const refusal = error as ParleyError;
      const tried = orders.length > 1 ? await worthTrying(orders, refusal.code) : [];
      for (const order of orders) {
        if (tried.includes(order)) await this.#open([order]);
        else order.reject(refusal);
      }
    }
  }
}

/** One of two may be blocked and the other free; a person who said no to both is not asked again. */
async function worthTrying<O extends Order>(
  orders: readonly O[],
  code: string,
): Promise<readonly O[]> {
  if (code !== "permission-denied") return orders;
  const states = await Promise.all(orders.map(async ({ kind }) => (await permission(kind))?.state));
  const free = orders.filter((_, at) => states[at] && states[at] !== "denied");
  return free.length < orders.length ? free : [];
}

/** The permission to use that kind of device; undefined where a page may not ask. */
export async function permission(kind: Kind): Promise<PermissionStatus | undefined> {
  const name = (kind === "audio" ? "microphone" : "camera") as PermissionName;
  try {
    return await globalThis.navigator?.permissions?.query({ name });
  } catch {
    return undefined;
  }
}

/** `getUserMedia` whose failures are a `ParleyError`. */
export async function capture(constraints: MediaStreamConstraints): Promise<MediaStream> {
  const devices = globalThis.navigator?.mediaDevices;
  if (!devices) {
    throw globalThis.isSecureContext === false
      ? new ParleyError("insecure-context", "Microphone and camera need https or localhost")
      : new ParleyError("unsupported", "No getUserMedia here");
  }
  try {
    return await devices.getUserMedia(constraints);
  } catch (cause) {
    const { name, message } = cause as Error;
    const known = CODES[name] ?? "capture-failed";
    // Only its text tells that it is the system's settings, and not those of the page.
    const code = name === "NotAllowedError" && /system/i.test(message) ? "system-denied" : known;
    throw new ParleyError(code, `${name}: ${message}`, code === "device-busy", { cause });
  }
}
