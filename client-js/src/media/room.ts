import type { Channel, ChatMessage, Peer, PeerStats, Profile, Room, RoomState } from "../api.js";
import type { RoomDevices, SendingSlot } from "../devices/page-devices.js";
import { ParleyError } from "../errors.js";
import { type Clock, systemClock } from "../signaling/clock.js";
import type { Values } from "../signaling/frames.js";
import type { Signaling } from "../signaling/signaling.js";
import { TEXT_LIMIT } from "./channel.js";
import { Governed } from "./governed.js";
import { newId } from "./ids.js";
import type { Offers } from "./lobby.js";
import type { Kind } from "./made.js";
import { Mesh } from "./mesh.js";
import { Playback } from "./playback.js";
import { OwnScreen } from "./screen.js";
import { OwnPerson } from "./self.js";
import { certificatesOf, given } from "./vitals.js";

export interface LiveRoomOptions {
  readonly name: string;
  readonly signaling: Signaling;
  readonly devices: RoomDevices;
  readonly offers: Offers;
  readonly Connector: typeof RTCPeerConnection;
  readonly standby: boolean;
  /** The system's by default. */
  readonly clock?: Clock;
}

/** {@link Room}: puts the parts together and turns what they tell into events. */
export class LiveRoom extends Governed implements Room {
  readonly name: string;
  readonly self: OwnPerson;
  readonly microphone: SendingSlot;
  readonly camera: SendingSlot;
  readonly screen = new OwnScreen(
    () => this.#share(),
    () => this.self.may("screen"),
  );
  readonly #signaling: Signaling;
  readonly #mesh: Mesh;
  readonly #channels = new Set<Channel>();
  readonly #playback = new Playback((blocked) => this.events.emit("playback-blocked", { blocked }));
  readonly play = (element: HTMLMediaElement) => this.#playback.play(element);
  readonly resumePlayback = () => this.#playback.resume();
  #forget = () => {};
  /** What all have heard of the slots. */
  #told: Pick<Profile, "mic" | "camera"> = {};

  constructor({
    name,
    signaling,
    devices,
    offers,
    Connector,
    standby,
    clock = systemClock,
  }: LiveRoomOptions) {
    super(signaling);
    this.name = name;
    this.#signaling = signaling;
    this.self = new OwnPerson(signaling);
    this.microphone = devices.microphone;
    this.camera = devices.camera;
    this.#showSelf();
    const common = {
      signaling,
      clock,
      Connector,
      certificates: offers.certificates,
      standby,
      page: newId(),
      self: this.self,
      events: this.events,
      channels: this.#channels,
      sending: (kind: Kind) => this.#sending(kind),
      network: () => this.probe(),
      failed: (cause: unknown) => this.#failed(cause),
    };
    this.#mesh = new Mesh(common, offers);
    this.#listen(signaling);
    this.#use(devices);
  }

  get state(): RoomState {
    return this.#signaling.state;
  }
  get node(): string {
    return this.#signaling.node;
  }
  get peers(): ReadonlyMap<string, Peer> {
    return this.#mesh.people;
  }

  chat(text: string, to?: Peer): ChatMessage {
    if (!this.self.may("data")) throw new ParleyError("forbidden", "The room does not allow it");
    if (text.length > TEXT_LIMIT) throw new ParleyError("too-long", "The text is too long");
    const frame = { id: newId(), text, at: Date.now(), ...(to && { to: to.id }) };
    for (const person of this.#mesh.people.values()) {
      if (!to || person === to) person.post(frame);
    }
    return { ...frame, from: this.self, ...(to && { to }) } as ChatMessage;
  }

  update(set: Values, unset: readonly string[] = []): Promise<void> {
    return this.#signaling.update(set, unset);
  }

  pulse(values: Values): void {
    this.#signaling.pulse(values);
  }

  channel(channel: Channel): () => void {
    this.#channels.add(channel);
    this.#mesh.extend();
    return () => {
      if (this.#channels.delete(channel)) this.#mesh.extend(channel);
    };
  }

  /** The network may have changed. */
  probe(): void {
    this.#signaling.probe();
    this.#mesh.probe();
  }

  leave(): Promise<void> {
    return this.#signaling.leave();
  }

  fingerprints(peer: Peer): readonly [own: string, theirs: string] | undefined {
    const link = this.#mesh.people.get(peer.id)?.pair.current;
    return link?.open ? certificatesOf(link.pc) : undefined;
  }

  async stats(): Promise<ReadonlyMap<Peer, PeerStats>> {
    const all = new Map<Peer, PeerStats>();
    for (const person of this.#mesh.people.values()) {
      const stats = await person.pair.current?.stats();
      if (stats) all.set(person, stats);
    }
    return all;
  }

  #sending(kind: Kind): MediaStreamTrack | null {
    if (kind === "screen" || kind === "sound") return this.screen.sending(kind);
    return this.#slotOf(kind).sending;
  }

  async #share(): Promise<void> {
    await this.#mesh.share(this.screen.sending("screen"), this.screen.sending("sound"));
    this.#signaling.update({ screen: this.screen.state }).catch((error) => this.#failed(error));
    this.events.emit("self-updated", this.self);
  }

  #use(devices: RoomDevices): void {
    this.#forget = devices.events.on("device", (news) => this.events.emit("device", news));
    devices.connect({
      given: (kind) => given(this.#mesh.people.values(), kind),
      send: async ({ kind, sending }) => {
        await this.#mesh.replace(kind, sending);
        this.#showSelf();
        this.#tellSlots();
        this.events.emit("self-updated", this.self);
      },
    });
  }

  /** Keeps to what this page may give; what is silent therefore comes back with the right. */
  #heed(): void {
    this.microphone.bar(!this.self.may("microphone"));
    this.camera.bar(!this.self.may("camera"));
    if (!this.self.may("screen")) void this.screen.stop();
    this.#mesh.extend();
  }

  #tellSlots(): void {
    const { mic, camera } = this.#told;
    const now = { mic: this.microphone.state, camera: this.camera.state };
    if (mic === now.mic && camera === now.camera) return;
    this.#told = now;
    this.#signaling.update(now).catch((error) => this.#failed(error));
  }

  #slotOf(kind: "audio" | "video"): SendingSlot {
    return kind === "audio" ? this.microphone : this.camera;
  }

  #showSelf(): void {
    this.self.show([this.microphone.sending, this.camera.sending]);
  }

  #listen(signaling: Signaling): void {
    const events = this.events;
    signaling.on("pulse", ({ from, values }) => {
      const peer = this.#mesh.people.get(from);
      if (peer) events.emit("pulse", { peer, values });
    });
    signaling.on("joined", ({ rejoined }) => {
      // Something may have changed since the join was sent.
      if (!rejoined) this.#told = this.self.profile;
      this.#heed();
      this.#tellSlots();
      if (rejoined) events.emit("self-updated", this.self);
    });
    signaling.on("roster", () => this.#heed());
    signaling.on("state", (news) => {
      if (news.cause === "left") this.#mesh.bye();
      if (news.state === "left") this.#close();
      events.emit("state", news);
    });
    signaling.on("error", (error) => events.emit("error", error));
    signaling.on("closed", (error) => events.emit("closed", error));
  }

  #close(): void {
    this.#mesh.close();
    this.#forget();
    this.#playback.close();
    this.screen.close();
  }

  /** Once the room is left, nothing is news any more. */
  #failed(cause: unknown): void {
    if (this.state === "left") return;
    const message = "A connection to somebody could not be negotiated";
    const error =
      cause instanceof ParleyError
        ? cause
        : new ParleyError("connection-failed", message, true, { cause });
    this.events.emit("error", error);
  }
}
