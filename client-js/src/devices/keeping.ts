import type { Device, DeviceNews } from "../api-devices.js";
import type { Loose, Rung } from "./ladder.js";

/** Milliseconds. "Table": what a device may do, and what is done about it, in docs/client.md. */
export const DEVICE_TIMES = {
  /** Of quiet after a `devicechange`: a hub tells its devices one by one. */
  settle: 400,
  /** Held back by the system for so long counts as interrupted; a switch of devices is shorter. */
  interrupted: 2000,
  /** Held back for so long, in a page that is seen, it is opened anew. */
  stuck: 5000,
  /** Pauses before a device in use elsewhere is tried again. */
  busy: [500, 1000, 2000, 4000, 8000],
  /** How long a live device may give nothing: a microphone no sound at all, a camera no picture. */
  flat: { audio: 5000, video: 3000 },
} as const;

/** Why a device is opened. */
export type Why = DeviceNews["why"];

/** An open device. */
export interface Live {
  readonly at: "live";
  readonly device: Device;
  readonly why: Why;
  /** Since when the system holds it back. */
  readonly muted?: number | undefined;
  /** Since when it gives nothing. */
  readonly flat?: number | undefined;
  /** `interrupted`: the system holds it back. `silent`: it gives nothing, nor did it when reopened. */
  readonly trouble?: "interrupted" | "silent" | undefined;
  /** It was opened anew because it gave nothing, which is done once. */
  readonly revived: boolean;
}

export interface Quest {
  readonly why: Why;
  readonly revived: boolean;
  /** The device in use until another is open. */
  readonly back?: Live | undefined;
  /** How often a device was found in use elsewhere. */
  readonly busy?: number;
  /** The first refusal that was not for the constraints. */
  readonly trouble?: string | undefined;
}

export type Phase =
  /** Nobody wants it. */
  | { readonly at: "off" }
  /** Waits for the list of devices. */
  | (Quest & { readonly at: "asking" })
  | Opening
  /** Until a device comes, a permission is given, or (`again`) time has passed. */
  | (Quest & {
      readonly at: "waiting";
      readonly trouble: string;
      readonly again?: Again | undefined;
    })
  | Live;

export interface Opening extends Quest {
  readonly at: "opening";
  /** The first is being opened. */
  readonly plan: readonly Rung[];
  readonly loose: Loose;
}

export interface Again {
  readonly at: number;
  readonly opening: Opening;
}

/** What is known of a microphone or camera, and what is being done about it. */
export interface Keeping {
  /** The device that its user chose, or that was open first: gone back to when it comes back. */
  readonly wish: Rung;
  /** When the list of devices is to be read. */
  readonly list?: number | undefined;
  readonly phase: Phase;
}

export type DeviceEvent =
  /** Its user wants it, or another. */
  | { readonly type: "want"; readonly device: Rung }
  /** Nobody wants it now; later it, or that device. */
  | { readonly type: "release"; readonly device: Rung }
  | { readonly type: "opened"; readonly device: Device }
  /** `constraint`: the name of the one that is not met. */
  | { readonly type: "failed"; readonly code: string; readonly constraint: string }
  /** The open track ended. */
  | { readonly type: "ended" }
  | { readonly type: "muted" }
  | { readonly type: "unmuted" }
  /** Some device came or went. */
  | { readonly type: "plugged" }
  | { readonly type: "listed"; readonly devices: readonly Device[] }
  /** The permission was given. */
  | { readonly type: "granted" }
  /** What the open device gave since the last such event. */
  | { readonly type: "gave"; readonly nothing: boolean }
  /** Time passed, or the page became visible. */
  | { readonly type: "tick" };

export type DeviceAction =
  | { readonly do: "list" }
  | {
      readonly do: "open";
      readonly rung: Rung;
      readonly loose: Loose;
      /** The open track is to be closed first: it may be what holds the device. */
      readonly close: boolean;
      /** The user asked for it just now, and may be asked for the permission. */
      readonly asked: boolean;
    };

export interface Around {
  readonly now: number;
  readonly kind: "audio" | "video";
  /** The page is seen. */
  readonly visible: boolean;
}

export interface DeviceStep {
  readonly keeping: Keeping;
  readonly actions: readonly DeviceAction[];
}
