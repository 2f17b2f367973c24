import { TIMING } from "../race/timing.js";
import type { IceConfig } from "../signaling/frames.js";

/** Whether there is a relay among the ICE servers (RFC 7065). */
export const relays = ({ servers }: IceConfig): boolean =>
  servers.some(({ urls }) => urls.some((url) => url.startsWith("turn")));

/** Whether a connection that is made now has a relay, and for as long as it takes to be made. */
export const lasts = (ice: IceConfig): boolean =>
  relays(ice) && (ice.expires === 0 || ice.expires - Date.now() > TIMING.credentials);
