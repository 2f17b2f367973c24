import type { Device, DeviceNews } from "../api-devices.js";
import type { Clock } from "../signaling/clock.js";
import type { Kind, Order } from "./opener.js";
import type { DeviceSlot } from "./slot.js";

/** What a slot needs of the page, and of the room once there is one. */
export interface SlotHost {
  readonly clock: Clock;
  readonly visible: boolean;
  open(order: Order): Promise<MediaStreamTrack>;
  list(kind: Kind): Promise<readonly Device[]>;
  /** Puts `slot.sending` on every connection, and tells the state to all. */
  send(slot: DeviceSlot): Promise<void>;
  news(news: DeviceNews): void;
}
