import type { Channel } from "../api.js";
import type { Context } from "./context.js";
import type { Person } from "./person.js";

/** Who is told of what comes. */
interface Told {
  /** One opened or closed. */
  changed(): void;
  came(data: string | ArrayBuffer, use: Channel): void;
}

/** The app's own data channels on one connection: agreed upon by number, so nothing is negotiated. */
export class AppChannels {
  readonly #pc: RTCPeerConnection;
  readonly #told: Told;
  readonly #made = new Map<Channel, RTCDataChannel>();

  constructor(pc: RTCPeerConnection, told: Told) {
    this.#pc = pc;
    this.#told = told;
  }

  /** Makes those that are not there yet. */
  make(uses: Iterable<Channel>): void {
    for (const use of uses) {
      if (this.#made.has(use) || this.#pc.signalingState === "closed") continue;
      const { id, label = "app" } = use;
      const channel = this.#pc.createDataChannel(label, { negotiated: true, id });
      channel.binaryType = "arraybuffer";
      channel.onopen = channel.onclose = () => this.#told.changed();
      channel.onmessage = ({ data }) => this.#told.came(data, use);
      this.#made.set(use, channel);
    }
  }

  /** If it is open. */
  get(use: Channel): RTCDataChannel | undefined {
    const channel = this.#made.get(use);
    return channel?.readyState === "open" ? channel : undefined;
  }

  /** The app has no more use for it. */
  end(use: Channel): void {
    this.#silence(this.#made.get(use))?.close();
    this.#made.delete(use);
  }

  /** Nothing is told any more. */
  close(): void {
    for (const channel of this.#made.values()) this.#silence(channel);
  }

  #silence(channel: RTCDataChannel | undefined): RTCDataChannel | undefined {
    if (channel) channel.onopen = channel.onclose = channel.onmessage = null;
    return channel;
  }
}

/** What the app was told of where its channels to one person are. */
export class Whereabouts {
  readonly #told = new Map<Channel, RTCDataChannel | undefined>();
  readonly #person: Person;
  readonly #context: Pick<Context, "self" | "channels">;
  /** Nothing that they say is handed on. */
  #unheard = false;

  constructor(person: Person, context: Pick<Context, "self" | "channels">) {
    this.#person = person;
    this.#context = context;
  }

  /**
   * They are for who may give data. When the other one may again, what they said meanwhile is
   * lost, so both are told anew, as for another connection.
   *
   * @param apps of the connection that carries the person, if any does
   */
  tell(apps: AppChannels | undefined): void {
    const before = this.#unheard;
    this.#unheard = !this.#person.may("data");
    if (before && !this.#unheard) this.#tell(undefined);
    this.#tell(this.#context.self.may("data") ? apps : undefined);
  }

  #tell(apps: AppChannels | undefined): void {
    for (const use of this.#context.channels) {
      const channel = apps?.get(use);
      if (channel === this.#told.get(use)) continue;
      this.#told.set(use, channel);
      use.carried(this.#person, channel);
    }
  }
}
