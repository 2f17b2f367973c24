import type { ChatMessage, JoinOptions, Peer, Room } from "../../../src/api.js";
import { join, prepare } from "../../../src/parley.js";
import { Hardware } from "./hardware.js";
import { LineSocket } from "./lines.js";

/** Every connection of the page, in the order made. It can be broken, and it counts its events. */
class Recorded extends RTCPeerConnection {
  negotiations = 0;
  /** Messages that came on its data channel. */
  heard = 0;
  /** The session at its other end, once that has said so. */
  leads: string | undefined;
  broken = false;
  readonly #channels: RTCDataChannel[] = [];

  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    made.push(this);
    this.addEventListener("negotiationneeded", () => this.negotiations++);
  }

  override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
    const channel = super.createDataChannel(label, options);
    this.#channels.push(channel);
    channel.addEventListener("message", ({ data }) => {
      this.heard++;
      const said = label === "parley" ? JSON.parse(data) : {};
      if (said.type === "hello") this.leads = said.session;
    });
    return channel;
  }

  channel(label: string): RTCDataChannel | undefined {
    return this.#channels.find((channel) => channel.label === label);
  }

  get up(): boolean {
    return this.connectionState === "connected";
  }

  override get connectionState(): RTCPeerConnectionState {
    return this.broken ? "failed" : super.connectionState;
  }

  /** As if the path were gone for good: what its channel is given gets nowhere. */
  break(): void {
    this.broken = true;
    for (const channel of this.#channels) channel.send = () => {};
    this.dispatchEvent(new Event("connectionstatechange"));
  }
}

const made: Recorded[] = [];
const events: string[] = [];
const texts: string[] = [];
const paths: string[] = [];
const devices: string[] = [];
const peers = new Set<Peer>();
const player = new Audio();

/** What a page of a test can do, and what it remembers so that the test can ask. */
export const clientPage = {
  room: undefined as unknown as Room,
  url: "ws://test/signal",
  made,
  events,
  texts,
  /** Steps of the recovery: `Ada stable race failed`. */
  paths,
  /** Every Peer object that ever was in the room. */
  peers,

  async join(options: JoinOptions = {}): Promise<void> {
    const room = await join(clientPage.url, "r", {
      WebSocket: LineSocket as unknown as typeof WebSocket,
      RTCPeerConnection: Recorded,
      media: { audio: true, video: { width: 320, height: 240, frameRate: 15 } },
      ...options,
    });
    clientPage.room = room;
    watch(room);
  },

  cut,

  /** The ICE generations that the open connections have agreed on, of both ends. */
  ufrags: () =>
    open().flatMap(({ currentLocalDescription, currentRemoteDescription }) =>
      [currentLocalDescription, currentRemoteDescription].map(
        (description) => description?.sdp.match(/^a=ice-ufrag:(.*)$/m)?.[1],
      ),
    ),

  restartIce(): void {
    for (const pc of open()) pc.restartIce();
  },

  hardware: undefined as unknown as Hardware,
  /** The page's devices from now on: `mic…` and `cam…`. */
  furnish(...ids: string[]): void {
    clientPage.hardware = new Hardware(...ids);
  },
  /** News of the devices: `lost mic1 mic2 undefined`. */
  devices,

  /**
   * What that person's picture shows: `black`, `moving`, or `still`, looked at for 1.5 s. By time
   * and not by its frames: one that stands still brings none to wait for.
   */
  async sight(name: string): Promise<string> {
    const video = Object.assign(document.createElement("video"), { muted: true });
    video.srcObject = clientPage.peer(name)?.stream ?? null;
    await video.play();
    const canvas = Object.assign(document.createElement("canvas"), { width: 8, height: 8 });
    const paint = canvas.getContext("2d", { willReadFrequently: true });
    const seen = new Set<string>();
    for (let i = 0; i < 5; i++) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      paint?.drawImage(video, 0, 0, 8, 8);
      seen.add([...(paint?.getImageData(4, 4, 1, 1).data ?? [])].slice(0, 3).join());
    }
    const dark = [...seen].every((each) => each.split(",").every((value) => Number(value) < 30));
    return dark ? "black" : seen.size > 1 ? "moving" : "still";
  },

  /** Sound energy that came from that person so far; it is counted where it is played. */
  async energy(name: string): Promise<number> {
    player.srcObject ??= clientPage.peer(name)?.stream ?? null;
    await player.play();
    let energy = 0;
    for (const pc of open())
      for (const report of (await pc.getStats()).values())
        if (report.type === "inbound-rtp") energy += report.totalAudioEnergy ?? 0;
    return clientPage.peer(name) ? energy : Number.NaN;
  },

  prepare: (connections: number) => prepare({ connections, RTCPeerConnection: Recorded }),

  /** The code with which a join fails. */
  refused: (options: JoinOptions) =>
    clientPage.join(options).then(
      () => "joined",
      (error) => error.code as string,
    ),

  peer(name: string): Peer | undefined {
    return [...clientPage.room.peers.values()].find(({ profile }) => profile.name === name);
  },

  /** Frames decoded from that person on the present connection. */
  async decoded(name: string): Promise<number> {
    const stats = await clientPage.room.stats();
    const [, found] = [...stats].find(([peer]) => peer.profile.name === name) ?? [];
    return found?.framesDecoded ?? 0;
  },

  /** Number of the connection that carries that person. */
  async link(name: string): Promise<number | undefined> {
    const stats = await clientPage.room.stats();
    return [...stats].find(([peer]) => peer.profile.name === name)?.[1].link;
  },

  /** Plays that person, and counts the pictures shown; a player that ended counts no more. */
  play(name: string, of: "stream" | "screen" = "stream"): void {
    const video = document.createElement("video");
    Object.assign(video, { autoplay: true, muted: true, srcObject: clientPage.peer(name)?.[of] });
    document.body.append(video);
    const count = () => {
      clientPage.shown++;
      video.requestVideoFrameCallback(count);
    };
    video.requestVideoFrameCallback(count);
  },
  shown: 0,

  /** The fingerprints that this page's connections have shown. */
  fingerprints: () => [
    ...new Set(
      made.flatMap(({ localDescription }) =>
        [...(localDescription?.sdp.matchAll(/^a=fingerprint:(.*)$/gm) ?? [])].map(([, it]) => it),
      ),
    ),
  ],

  /** The connection to that person that came up last. */
  to(name: string): Recorded | undefined {
    return made.findLast((pc) => pc.leads === clientPage.peer(name)?.id && pc.up);
  },

  connected: (name: string) => clientPage.peer(name)?.connection === "connected",

  /** Of that person's picture. */
  width: (name: string) => clientPage.peer(name)?.stream.getVideoTracks()[0]?.getSettings().width,
};

const open = () => made.filter((pc) => pc.signalingState !== "closed");

/** The server is out of reach, or within it again; the page's connections are not touched. */
function cut(yes: boolean): void {
  LineSocket.cut = yes;
  if (!yes) dispatchEvent(new Event("online"));
}

function watch(room: Room): void {
  const said = ({ from, text, to }: ChatMessage) =>
    texts.push(`${from.profile.name}: ${text}${to ? " (to me)" : ""}`);
  for (const peer of room.peers.values()) peers.add(peer);
  room.on("chat", said);
  room.on("peer-joined", (peer) => peers.add(peer) && events.push(`joined ${peer.profile.name}`));
  room.on("peer-left", ({ peer, reason }) => events.push(`left ${peer.profile.name} ${reason}`));
  room.on("track", ({ peer, slot }) => events.push(`track ${peer.profile.name} ${slot}`));
  room.on("screen", ({ peer, stream }) =>
    events.push(`screen ${peer.profile.name} ${stream ? "on" : "off"}`),
  );
  room.on("state", ({ state }) => events.push(`state ${state}`));
  room.on("connection", ({ peer, state }) => events.push(`${state} ${peer.profile.name}`));
  room.on("path", ({ peer, from, to, cause }) =>
    paths.push(`${peer.profile.name} ${from} ${to} ${cause}`),
  );
  room.on("device", ({ why, was, device, trouble }) =>
    devices.push(`${why} ${was?.deviceId} ${device?.deviceId} ${trouble}`),
  );
  room.on("error", (error) => events.push(`error ${error.code} ${error.cause}`));
  room.on("closed", (error) => events.push(`closed ${error.code}`));
}

Object.assign(globalThis, { client: clientPage });
