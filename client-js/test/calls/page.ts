import type { Peer, Room } from "../../src/api.js";
import { Devices } from "../../src/devices/devices.js";
import { Offers } from "../../src/media/lobby.js";
import { LiveRoom } from "../../src/media/room.js";
import type { Clock } from "../../src/signaling/clock.js";
import type { SocketConstructor, SocketLike } from "../../src/signaling/connection.js";
import { Signaling } from "../../src/signaling/signaling.js";
import type { TestServer } from "../signaling/server.js";
import { Wire } from "../signaling/wire.js";
import type { World } from "../signaling/world.js";
import type { Air } from "./air.js";
import { SimConnection } from "./connection.js";

/** A device's track, as far as a slot listens to it. */
const track = (kind: string) => Object.assign(new EventTarget(), { kind, readyState: "live" });

/** A page in a call, on virtual time. All that happens to it happens later while it is starved. */
export class SimPage {
  readonly name: string;
  readonly air: Air;
  readonly wire: Wire;
  readonly clock: Clock;
  /** Every connection of the page, in the order made. */
  readonly made: SimConnection[] = [];
  /** What the app heard: `weak Bob`, `joined Bob`. */
  readonly events: string[] = [];
  /** Steps of the recovery: `Bob stable suspect silent`. */
  readonly paths: string[] = [];
  room!: Room & { probe(): void };
  readonly #world: World;
  #starved = 0;

  constructor(name: string, air: Air, server: () => TestServer) {
    this.name = name;
    this.air = air;
    this.#world = air.world;
    this.wire = new Wire(air.world, server);
    this.clock = {
      now: () => air.world.now,
      random: () => air.world.random(),
      after: (ms, run) => this.later(ms, run),
    };
  }

  /** The page gets no processor for `ms`. */
  starve(ms: number): void {
    this.#starved = Math.max(this.#starved, this.#world.now + ms);
  }

  run(task: () => void): void {
    const wait = this.#starved - this.#world.now;
    if (wait > 0) this.#world.after(wait, () => this.run(task));
    else task();
  }

  later(ms: number, task: () => void): () => void {
    let wanted = true;
    this.#world.after(ms, () => this.run(() => wanted && task()));
    return () => {
      wanted = false;
    };
  }

  join({ media = true, standby = false } = {}): void {
    const page = this;
    const Connector = class extends SimConnection {
      constructor(configuration?: RTCConfiguration) {
        super(page, configuration);
      }
    } as unknown as typeof RTCPeerConnection;
    const offers = new Offers({ RTCPeerConnection: Connector });
    const devices = new Devices(this.clock);
    for (const slot of media ? [devices.microphone, devices.camera] : [])
      slot.use(track(slot.kind) as unknown as MediaStreamTrack);
    const state = media ? "on" : "none";
    const profile = { name: this.name, mic: state, camera: state };
    const socket = { url: "ws://test/signal", WebSocket: this.#socket(), clock: this.clock };
    const options = { ...socket, room: "r", profile, patience: 60_000 };
    void Signaling.open({ ...options, offers: () => offers.forJoin() }, (signaling) => {
      const parts = { name: "r", signaling, devices, offers, Connector, standby };
      this.room = new LiveRoom({ ...parts, clock: this.clock });
      this.#watch();
      signaling.on("state", ({ state }) => state === "left" && devices.close());
    });
  }

  peer(name: string): Peer | undefined {
    return [...this.room.peers.values()].find(({ profile }) => profile.name === name);
  }

  get open(): SimConnection[] {
    return this.made.filter(({ closed }) => !closed);
  }

  #watch(): void {
    const { room, events } = this;
    room.on("peer-joined", ({ profile }) => events.push(`joined ${profile.name}`));
    room.on("peer-left", ({ peer, reason }) => events.push(`left ${peer.profile.name} ${reason}`));
    room.on("connection", ({ peer, state }) => events.push(`${state} ${peer.profile.name}`));
    room.on("error", ({ code, cause }) => events.push(`error ${code} ${cause}`));
    room.on("track", ({ peer, track }) => events.push(`track ${peer.profile.name} ${track.kind}`));
    room.on("path", ({ peer, from, to, cause, link }) =>
      this.paths.push(`${peer.profile.name} ${link} ${from} ${to} ${cause}`),
    );
  }

  /** The wire's socket, whose events are tasks of this page. */
  #socket(): SocketConstructor {
    const page = this;
    return class implements SocketLike {
      onopen: SocketLike["onopen"] = null;
      onmessage: SocketLike["onmessage"] = null;
      onclose: SocketLike["onclose"] = null;
      readonly #inner = new page.wire.Socket("", "");
      constructor() {
        this.#inner.onopen = () => page.run(() => this.onopen?.());
        this.#inner.onmessage = (event) => page.run(() => this.onmessage?.(event));
        this.#inner.onclose = (event) => page.run(() => this.onclose?.(event));
      }
      send(text: string): void {
        this.#inner.send(text);
      }
      close(code?: number): void {
        this.#inner.close(code);
      }
    };
  }
}
