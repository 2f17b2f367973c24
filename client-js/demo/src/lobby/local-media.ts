import type { Device, Lobby, Slot } from "../sdk.js";

export type Kind = "microphone" | "camera";

/** One device in the lobby. */
export type Opened =
  | { readonly state: "off" }
  | { readonly state: "opening" }
  | { readonly state: "on"; readonly track: MediaStreamTrack }
  /** `trouble`: the code of the error. */
  | { readonly state: "trouble"; readonly trouble: string };

const KINDS: readonly Kind[] = ["microphone", "camera"];

/** The microphone and the camera before the call, as the lobby shows them. */
export class LocalMedia {
  readonly #lobby: Lobby;
  readonly #changed: () => void;
  readonly #opening = new Map<Slot, Promise<void>>();

  /** `chosen` are those to prefer; `changed` is told of each change. */
  constructor(lobby: Lobby, chosen: Readonly<Record<Kind, Device>>, changed: () => void) {
    this.#lobby = lobby;
    this.#changed = changed;
    for (const kind of KINDS) {
      void lobby[kind].off();
      void lobby[kind].switch(chosen[kind]);
    }
  }

  /** Follows what the devices do by themselves; returns how to stop. */
  follow(): () => void {
    return this.#lobby.on("device", this.#changed);
  }

  of(kind: Kind): Opened {
    const slot = this.#lobby[kind];
    if (this.#opening.has(slot)) return { state: "opening" };
    if (slot.track && slot.state === "on") return { state: "on", track: slot.track };
    return slot.trouble ? { state: "trouble", trouble: slot.trouble } : { state: "off" };
  }

  /** What keeps a device from opening, by kind. */
  troubles(): Partial<Record<Kind, string>> {
    const troubled = KINDS.filter((kind) => this.of(kind).state === "trouble");
    return Object.fromEntries(troubled.map((kind) => [kind, this.#lobby[kind].trouble]));
  }

  /** Resolves when nothing is about to open: each device is on, off, or in trouble. */
  async settled(): Promise<void> {
    await Promise.all(this.#opening.values());
  }

  /** Opens these, with one prompt. */
  async open(kinds: readonly Kind[]): Promise<void> {
    await Promise.all(kinds.map((kind) => this.#run(this.#lobby[kind], (slot) => slot.on())));
  }

  async close(kind: Kind): Promise<void> {
    await this.#lobby[kind].off();
    this.#changed();
  }

  /** Tries again what did not open. */
  retry(): Promise<void> {
    return this.open(KINDS.filter((kind) => this.of(kind).state === "trouble"));
  }

  /** Takes another device from now on. */
  choose(kind: Kind, device: Device): Promise<void> {
    return this.#run(this.#lobby[kind], (slot) => slot.switch(device));
  }

  /** The device in use; empty when there is none. */
  deviceOf(kind: Kind): string {
    return this.#lobby[kind].device?.deviceId ?? "";
  }

  /** What fails is told by the slot's trouble. */
  async #run(slot: Slot, step: (slot: Slot) => Promise<void>): Promise<void> {
    const done = step(slot).catch(() => undefined);
    this.#opening.set(slot, done);
    this.#changed();
    await done;
    if (this.#opening.get(slot) === done) this.#opening.delete(slot);
    this.#changed();
  }
}
