import { type Acquired, acquire, type Kind, type Trouble } from "./acquire.js";

/** One device in the lobby. */
export type Opened =
  | { readonly state: "off" }
  | { readonly state: "opening" }
  | { readonly state: "on"; readonly track: MediaStreamTrack }
  | { readonly state: "trouble"; readonly trouble: Trouble };

const KINDS: readonly Kind[] = ["microphone", "camera"];

/** The camera and the microphone before the call. Off means closed: the camera's light is out. */
export class LocalMedia {
  /** The tracks that are on; the call goes on with this stream. */
  readonly stream = new MediaStream();
  readonly #wanted: Record<Kind, string>;
  readonly #slots: Record<Kind, Opened> = {
    microphone: { state: "off" },
    camera: { state: "off" },
  };
  readonly #changed: () => void;
  #released = false;
  readonly #settled: (() => void)[] = [];

  /** `wanted` are device ids, empty for the browser's choice; `changed` is told of each change. */
  constructor(wanted: Record<Kind, string>, changed: () => void) {
    this.#wanted = { ...wanted };
    this.#changed = changed;
  }

  of(kind: Kind): Opened {
    return this.#slots[kind];
  }

  /** Resolves when nothing is about to open: each device is on, off, or in trouble. */
  async settled(): Promise<void> {
    if (KINDS.some((kind) => this.#slots[kind].state === "opening"))
      await new Promise<void>((resolve) => this.#settled.push(resolve));
  }

  troubles(): Partial<Record<Kind, Trouble>> {
    const entries = KINDS.flatMap((kind) => {
      const slot = this.#slots[kind];
      return slot.state === "trouble" ? [[kind, slot.trouble] as const] : [];
    });
    return Object.fromEntries(entries);
  }

  /** Opens these, with one prompt. */
  async open(kinds: readonly Kind[]): Promise<void> {
    for (const kind of kinds) this.#set(kind, { state: "opening" });
    const acquired = await acquire(
      Object.fromEntries(kinds.map((kind) => [kind, this.#wanted[kind]])),
    );
    for (const kind of kinds) this.#settle(kind, acquired);
  }

  close(kind: Kind): void {
    this.#set(kind, { state: "off" });
  }

  /** Tries again what did not open. */
  async retry(): Promise<void> {
    await this.open(KINDS.filter((kind) => this.#slots[kind].state === "trouble"));
  }

  /** Takes another device from now on. */
  async choose(kind: Kind, deviceId: string): Promise<void> {
    this.#wanted[kind] = deviceId;
    if (this.#slots[kind].state !== "off") await this.open([kind]);
  }

  /** The device in use, or the one that would be. */
  deviceOf(kind: Kind): string {
    const slot = this.#slots[kind];
    const used = slot.state === "on" ? slot.track.getSettings().deviceId : undefined;
    return used ?? this.#wanted[kind];
  }

  /** The call has the stream now: nothing here touches its tracks any more. */
  release(): void {
    this.#released = true;
  }

  /** Closes what was not released. */
  closeAll(): void {
    for (const kind of KINDS) this.close(kind);
    this.#released = true;
  }

  #settle(kind: Kind, acquired: Acquired): void {
    const result = acquired[kind] ?? "failed";
    const stale = this.#released || this.#slots[kind].state !== "opening";
    if (typeof result === "string") {
      if (!stale) this.#set(kind, { state: "trouble", trouble: result });
    } else if (stale) {
      result.stop();
    } else {
      result.addEventListener("ended", () => this.#lost(kind, result));
      this.#set(kind, { state: "on", track: result });
    }
  }

  #lost(kind: Kind, track: MediaStreamTrack): void {
    const slot = this.#slots[kind];
    if (slot.state === "on" && slot.track === track)
      this.#set(kind, { state: "trouble", trouble: "missing" });
  }

  #set(kind: Kind, next: Opened): void {
    if (this.#released) return;
    const before = this.#slots[kind];
    if (before.state === "on" && before !== next) {
      this.stream.removeTrack(before.track);
      before.track.stop();
    }
    if (next.state === "on") this.stream.addTrack(next.track);
    this.#slots[kind] = next;
    this.#changed();
    if (KINDS.every((other) => this.#slots[other].state !== "opening"))
      for (const resolve of this.#settled.splice(0)) resolve();
  }
}
