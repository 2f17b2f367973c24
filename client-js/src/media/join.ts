import type { JoinOptions, Lobby, LobbyOptions, Room } from "../api.js";
import { ParleyError } from "../errors.js";
import type { SocketConstructor } from "../signaling/connection.js";
import type { Values } from "../signaling/frames.js";
import { Signaling } from "../signaling/signaling.js";
import { connectorOf, Offers } from "./lobby.js";
import { localMedia, type Sources } from "./local.js";
import { PageTicket, watchPage } from "./page.js";
import { LiveRoom } from "./room.js";

/**
 * Gets ready for a join while the user is still in the lobby: what it prepares goes inside the
 * join, and media starts one round trip earlier.
 *
 * @throws ParleyError `unsupported` where there is no RTCPeerConnection
 */
export function prepare(options?: LobbyOptions): Lobby {
  return new Offers(options);
}

/**
 * Enters a room. Who is there already is in `room.peers`; events begin after the promise.
 *
 * @param url of the server's socket: `wss://…/signal`
 * @param name of the room: 1 to 64 of `A-Z a-z 0-9 _ . ~ -`
 * @throws ParleyError before anything is sent if the microphone or camera asked for cannot be had
 *   (`permission-denied`, `no-device`, `device-busy`, `insecure-context`, …); later with the
 *   server's code, `unreachable` or `aborted`
 */
export async function join(url: string, name: string, options: JoinOptions = {}): Promise<Room> {
  const Connector = connectorOf(options.RTCPeerConnection);
  const offers = (options.lobby ?? new Offers({ RTCPeerConnection: Connector })) as Offers;
  let sources: Sources | undefined;
  try {
    sources = await localMedia(options.media);
    if (options.signal?.aborted) throw new ParleyError("aborted", "The join was aborted.");
    return await enter(url, name, options, { Connector, offers, sources });
  } catch (error) {
    offers.close();
    for (const { owned, track } of Object.values(sources ?? {})) if (owned) track?.stop();
    throw error;
  }
}

interface Parts {
  readonly Connector: typeof RTCPeerConnection;
  readonly offers: Offers;
  readonly sources: Sources;
}

async function enter(url: string, name: string, options: JoinOptions, parts: Parts): Promise<Room> {
  const keep = new PageTicket(url, name);
  const { secret, signal, WebSocket } = options;
  let room: LiveRoom | undefined;
  const signaling = await Signaling.open(
    {
      url,
      room: name,
      keep,
      profile: profileOf(options, parts.sources),
      offers: () => parts.offers.forJoin(),
      ...(secret !== undefined && { secret }),
      ...(signal && { signal }),
      ...(WebSocket && { WebSocket: WebSocket as unknown as SocketConstructor }),
    },
    (opening) => {
      room = new LiveRoom({
        name,
        signaling: opening,
        standby: options.standby === true,
        ...parts,
      });
    },
  );
  const stop = watchPage(signaling, keep, () => room?.probe());
  signaling.on("state", ({ state }) => {
    if (state === "left") stop();
  });
  return room as LiveRoom;
}

function profileOf({ profile }: JoinOptions, { audio, video }: Sources): Values {
  const state = (track: MediaStreamTrack | undefined) => (track ? "on" : "none");
  return { ...profile, mic: state(audio.track), camera: state(video.track) } as Values;
}
