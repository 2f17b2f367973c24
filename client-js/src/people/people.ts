import { ParleyError } from "../errors.js";
import type { SocketConstructor } from "../signaling/connection.js";
import { Token } from "../signaling/token.js";
import type { AttendOptions, People } from "./api.js";
import { Attendance } from "./attendance.js";

export type * from "./api.js";

/**
 * Says to the server that this user is here, in no room: for seeing who else is, and for calling
 * them. It comes back by itself after each loss, and watches and rings go on.
 *
 * @param url of the server's socket: `wss://…/signal`
 * @throws ParleyError with the server's code, `no-token`, `unreachable`, `bad-url` or `aborted`
 */
export async function attend(url: string, options: AttendOptions = {}): Promise<People> {
  const { signal, WebSocket, user, status } = options;
  const token = new Token(options.token);
  await token.renew();
  if (signal?.aborted) throw new ParleyError("aborted", "Attending was aborted.");
  const Socket = (WebSocket ?? globalThis.WebSocket) as unknown as SocketConstructor;
  const attendance = new Attendance({ url, Socket, user, token, status });
  signal?.addEventListener("abort", () => attendance.close(), { once: true });
  await attendance.open();
  watchNetwork(attendance);
  return attendance;
}

/** Where the page can tell that its network may have changed, the socket is asked at once. */
function watchNetwork(attendance: Attendance): void {
  const { document } = globalThis;
  if (!document) return;
  const watching = new AbortController();
  const { signal } = watching;
  const probe = () => attendance.probe();
  addEventListener("online", probe, { signal });
  addEventListener("pageshow", probe, { signal });
  document.addEventListener("visibilitychange", probe, { signal });
  attendance.on("state", ({ state }) => state === "left" && watching.abort());
}
