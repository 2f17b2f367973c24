/** What a page that uses Parley sees of the microphone and the camera, as types. */

/**
 * `on` sends; `off` is silent by choice; `none` never had a device; `lost` had one that went away
 * (unplugged, taken by another program): silence, or black, is sent until there is one again.
 * `interrupted`: the system holds the device back, as a phone does during its own call.
 * `forbidden`: it is on, and the room lets this page not give it; it is sent again with the right.
 */
export type SlotState = "on" | "off" | "none" | "lost" | "interrupted" | "forbidden";

/** As much of a `MediaDeviceInfo` as tells one device from another; an app may store it. */
export interface Device {
  readonly deviceId: string;
  readonly groupId: string;
  readonly label: string;
}

/**
 * The microphone or the camera is another than before, or is in trouble, or out of it again.
 * `why` it was opened: the app asked; the one before went (`lost`); it came, or came back; its
 * permission was given (`allowed`); it gave nothing and was opened anew (`stuck`).
 */
export interface DeviceNews {
  readonly slot: Slot;
  readonly why: "wanted" | "lost" | "back" | "allowed" | "stuck";
  /** In use now. */
  readonly device: Device | undefined;
  /** In use when this was told last. */
  readonly was: Device | undefined;
  /** As `slot.trouble`. */
  readonly trouble: string | undefined;
}

/**
 * The microphone or the camera. Every change is a `replaceTrack` on all connections: nothing is
 * renegotiated. Calls are carried out one after the other; each is told to all as `profile.mic`
 * or `profile.camera`. What the library opened it also keeps alive (docs/client.md, "Devices").
 */
export interface Slot {
  readonly kind: "audio" | "video";
  readonly state: SlotState;
  /** What is sent, or would be if the slot were on. */
  readonly track: MediaStreamTrack | null;
  /** The device that the library has open. */
  readonly device: Device | undefined;
  /**
   * Why nothing is sent though it shall be: the code of a device error, or `interrupted`, or
   * `silent` (the device is open and gives nothing).
   */
  readonly trouble: string | undefined;
  /**
   * Sends again; opens the device when there is none open. Rejects with a device error; where the
   * device may come, or become free, or be allowed, it is taken then, until `off()`. Without the
   * right to give it, rejects with `forbidden`.
   */
  on(): Promise<void>;
  /** Stops sending. A camera that the library opened is closed, so that its light goes out. */
  off(): Promise<void>;
  /**
   * Takes another device (by its id, or as it was stored), or a track of the app's own (a canvas, a
   * file). A slot that is `off` stays off; one that is `none` or `lost` goes on. If another cannot
   * be had, the one in use stays. The app's own tracks are never stopped.
   */
  switch(device: string | Device | MediaStreamTrack): Promise<void>;
}
