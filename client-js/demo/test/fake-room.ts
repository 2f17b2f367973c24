/** A double of the SDK's room, to look at the views without a server. Never shipped. */

import { Playback } from "../../src/media/playback.js";
import type {
  ChatMessage,
  ConnectionState,
  Device,
  LeaveReason,
  Peer,
  PeerStats,
  Profile,
  Room,
  RoomEvents,
  RoomState,
  Screen,
  ScreenOptions,
  Self,
  Slot,
  SlotState,
  Values,
} from "../src/sdk.js";
import { FakeOrder } from "./fake-order.js";
import { portrait, slides } from "./portrait.js";

type Listener = (value: never) => void;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

class FakeSlot implements Slot {
  readonly kind: "audio" | "video";
  state: SlotState;
  track: MediaStreamTrack | null;
  device: Device | undefined;
  trouble: string | undefined;
  readonly #changed: (state: SlotState) => void;

  constructor(
    kind: "audio" | "video",
    track: MediaStreamTrack | undefined,
    changed: (state: SlotState) => void,
  ) {
    this.kind = kind;
    this.track = track ?? null;
    this.state = track ? "on" : "none";
    this.#changed = changed;
  }

  on(): Promise<void> {
    return this.#turn("on");
  }

  off(): Promise<void> {
    return this.#turn("off");
  }

  switch(device: string | Device | MediaStreamTrack): Promise<void> {
    if (typeof device === "object" && "readyState" in device) this.track = device;
    else if (typeof device === "object") this.device = device;
    return this.state === "off" ? Promise.resolve() : this.#turn("on");
  }

  async #turn(state: SlotState): Promise<void> {
    this.state = state;
    this.#changed(state);
  }
}

class FakeScreen implements Screen {
  stream: MediaStream | null = null;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get state(): "on" | "off" {
    return this.stream ? "on" : "off";
  }

  async start(source?: MediaStream | ScreenOptions): Promise<void> {
    const given = source && "getTracks" in source;
    this.stream = given ? source : await navigator.mediaDevices.getDisplayMedia({ video: true });
    this.#changed();
  }

  async stop(): Promise<void> {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.#changed();
  }
}

const ALL: Self["publish"] = ["microphone", "camera", "screen", "data"];

export class FakeRoom extends FakeOrder implements Room {
  readonly name: string;
  node = "gw-5f1c";
  readonly self: Mutable<Self>;
  readonly peers = new Map<string, Mutable<Peer>>();
  readonly microphone: FakeSlot;
  readonly camera: FakeSlot;
  readonly screen = new FakeScreen(() => this.#updateSelf({ screen: this.screen.state }));
  state: RoomState = "connected";
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #playback = new Playback((blocked) => this.emit("playback-blocked", { blocked }));
  #lastId = 0;

  constructor(name: string, profile: Profile, stream: MediaStream) {
    super();
    this.name = name;
    const [audio] = stream.getAudioTracks();
    const [video] = stream.getVideoTracks();
    const told = { ...profile, mic: audio ? "on" : "none", camera: video ? "on" : "none" } as const;
    this.self = { id: "self", profile: told, role: "owner", publish: ALL, stream };
    this.microphone = new FakeSlot("audio", audio, (mic) => this.#updateSelf({ mic }));
    this.camera = new FakeSlot("video", video, (camera) => this.#updateSelf({ camera }));
  }

  on<K extends keyof RoomEvents>(event: K, listener: (value: RoomEvents[K]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener as Listener));
    return () => listeners.delete(listener as Listener);
  }

  emit<K extends keyof RoomEvents>(event: K, value: RoomEvents[K]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(value as never);
  }

  /** Somebody comes in; with `camera` other than `on` they have no picture. */
  add(name: string, profile: Profile = {}, connection: ConnectionState = "connected"): void {
    this.#lastId += 1;
    const id = `peer-${this.#lastId}`;
    const peer: Peer = {
      id,
      profile: { name, mic: "on", camera: "on", ...profile },
      role: "member",
      publish: ALL,
      state: "up",
      connection,
      stream: portrait(this.#lastId),
      screen: null,
    };
    this.peers.set(id, peer);
    this.emit("peer-joined", peer);
  }

  change(name: string, change: Partial<Peer>): void {
    const peer = this.#named(name);
    Object.assign(peer, change, { profile: { ...peer.profile, ...change.profile } });
    this.emit("peer-updated", peer);
  }

  /** A moderator changes what oneself is, or may give. */
  stand(change: Partial<Pick<Self, "role" | "publish">>): void {
    Object.assign(this.self, change);
    this.emit("self-updated", this.self);
  }

  /** Somebody begins to share a screen, or ends it. */
  share(name: string, yes = true): void {
    const peer = this.#named(name);
    peer.screen = yes ? slides() : null;
    this.emit("screen", { peer, stream: peer.screen });
  }

  /** A device changes by itself. */
  hear(kind: "microphone" | "camera", news: Omit<RoomEvents["device"], "slot">): void {
    const slot = this[kind];
    slot.device = news.device;
    slot.trouble = news.trouble;
    slot.state = news.device ? "on" : "lost";
    this.emit("device", { slot, ...news });
  }

  remove(name: string, reason: LeaveReason = "left"): void {
    const peer = this.#named(name);
    this.peers.delete(peer.id);
    this.emit("peer-left", { peer, reason });
  }

  say(name: string, text: string, at = Date.now()): void {
    this.emit("chat", { id: `${name}-${at}`, from: this.#named(name), text, at });
  }

  /** `node`: the gateway that it is on from now. */
  turn(state: RoomState, node = this.node): void {
    this.state = state;
    this.node = node;
    this.emit("state", { state, cause: "test" });
  }

  chat(text: string): ChatMessage {
    return { id: String(Math.random()), from: this.self, text, at: Date.now() };
  }

  async update(set: Readonly<Profile>, unset: readonly string[] = []): Promise<void> {
    this.#updateSelf({ ...set, ...Object.fromEntries(unset.map((key) => [key, undefined])) });
  }

  fingerprints(): undefined {}

  readonly pulses: Values[] = [];

  pulse(values: Values): void {
    this.pulses.push(values);
  }

  /** Somebody shows a reaction. */
  react(name: string, reaction: string): void {
    this.emit("pulse", { peer: this.#named(name), values: { reaction } });
  }

  play(element: HTMLMediaElement): Promise<void> {
    return this.#playback.play(element);
  }

  resumePlayback(): Promise<void> {
    return this.#playback.resume();
  }

  async leave(): Promise<void> {
    this.turn("left");
  }

  channel(): () => void {
    return () => undefined;
  }

  async stats(): Promise<ReadonlyMap<Peer, PeerStats>> {
    return new Map();
  }

  #updateSelf(set: Profile): void {
    this.self.profile = { ...this.self.profile, ...set };
    this.emit("self-updated", this.self);
  }

  #named(name: string): Mutable<Peer> {
    const found = [...this.peers.values()].find(({ profile }) => profile.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  }
}
