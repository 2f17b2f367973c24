import type { JoinOptions, Lobby, LobbyOptions, Room } from "../api.js";
import type { PageDevices } from "../devices/page-devices.js";
import { ParleyError } from "../errors.js";
import type { SocketConstructor } from "../signaling/connection.js";
import type { Values } from "../signaling/frames.js";
import { Signaling } from "../signaling/signaling.js";
import { startTimers } from "../timers.js";
import { loadWard } from "./care.js";
import { Anteroom, connectorOf } from "./lobby.js";
import { PageTicket, watchPage } from "./page.js";
import { LiveRoom } from "./room.js";

/**
 * Gets ready for a join while the user is still in the lobby: devices can be opened and looked
 * at, and the offers that it prepares go inside the join, so that media starts a round trip earlier.
 *
 * @throws ParleyError `unsupported` where there is no RTCPeerConnection
 */
export function prepare(options?: LobbyOptions): Lobby {
  foresee();
  const lobby = new Anteroom(options);
  lobby.devices.load().catch(() => {}); // nor for that, if it is asked for again
  return lobby;
}

/**
 * Enters a room. Who is there already is in `room.peers`; events begin after the promise.
 *
 * @param url of the server's socket: `wss://…/signal`
 * @param name of the room: 1 to 64 of `A-Z a-z 0-9 _ . ~ -`
 * @throws ParleyError with the server's code, `unsupported`, `unreachable` or `aborted`
 */
export async function join(url: string, name: string, options: JoinOptions = {}): Promise<Room> {
  const { RTCPeerConnection, lobby: given } = options;
  const Connector = connectorOf(RTCPeerConnection);
  foresee();
  const lobby = (given ?? new Anteroom({ RTCPeerConnection: Connector })) as Anteroom;
  try {
    await open(lobby, options.media);
    if (options.signal?.aborted) throw new ParleyError("aborted", "The join was aborted.");
    return await enter(url, name, options, { Connector, lobby });
  } catch (error) {
    if (given) lobby.renew();
    else lobby.close();
    throw error;
  }
}

/** What a call will need, and no join waits for. */
function foresee(): void {
  startTimers();
  loadWard().catch(() => {}); // it is asked for again
}

async function open({ devices, furnished }: Anteroom, wish: JoinOptions["media"]): Promise<void> {
  const usual = !furnished && globalThis.document !== undefined && { audio: true, video: true };
  const media = wish ?? usual;
  if (media) await devices.start(media);
  else await devices.settled();
}

interface Parts {
  readonly Connector: typeof RTCPeerConnection;
  readonly lobby: Anteroom;
}

async function enter(url: string, name: string, options: JoinOptions, parts: Parts): Promise<Room> {
  const keep = new PageTicket(url, name);
  const { secret, token, user, waiting, signal, WebSocket } = options;
  const { Connector, lobby } = parts;
  const { devices, offers } = lobby;
  let room: LiveRoom | undefined;
  const signaling = await Signaling.open(
    {
      url,
      room: name,
      keep,
      profile: profileOf(options, devices),
      offers: () => offers.forJoin(),
      ...(secret !== undefined && { secret }),
      ...(token !== undefined && { token }),
      ...(user !== undefined && { user }),
      ...(signal && { signal }),
      ...(WebSocket && { WebSocket: WebSocket as unknown as SocketConstructor }),
    },
    (opening) => {
      if (waiting) opening.on("waiting", waiting);
      const standby = options.standby === true;
      room = new LiveRoom({ name, signaling: opening, standby, Connector, devices, offers });
    },
  );
  lobby.leave();
  const stop = watchPage(signaling, keep, () => room?.probe());
  signaling.on("state", ({ state }) => {
    if (state !== "left") return;
    stop();
    devices.close();
  });
  return room as LiveRoom;
}

function profileOf({ profile }: JoinOptions, { microphone, camera }: PageDevices): Values {
  return { ...profile, mic: microphone.state, camera: camera.state } as Values;
}
