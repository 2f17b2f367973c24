import type { Device, DeviceNews, Slot, SlotState } from "../api-devices.js";
import { ParleyError } from "../errors.js";
import { Alarm } from "../signaling/clock.js";
import type { DeviceAction, DeviceEvent, Keeping } from "./keeping.js";
import { constraintsOf, deviceOf, idIn, nameless, type Rung } from "./ladder.js";
import type { Kind, Order } from "./opener.js";
import { Outlet } from "./outlet.js";
import { due, next, UNWANTED } from "./policy.js";
import type { SlotHost } from "./slot-host.js";

/**
 * {@link Slot}: does what the policy says with real tracks, and keeps the rules for who stops
 * which. What its user wants and what the device does are two things: a slot that is wanted stays
 * so while its device is away.
 */
export class DeviceSlot implements Slot {
  readonly kind: Kind;
  readonly #host: SlotHost;
  readonly #alarm: Alarm;
  readonly #outlet: Outlet;
  #constraints: MediaTrackConstraints | true = true;
  #keeping: Keeping = UNWANTED;
  #track: MediaStreamTrack | null = null;
  /** Opened by the library, which then also stops it. */
  #owned = false;
  /** Undefined until somebody says. */
  #wanted: boolean | undefined;
  /** There was a track once: what is missing now is lost. */
  #had = false;
  #closed = false;
  #barred = false;
  /** Of the last device ordered; those before are not wanted any more. */
  #order = 0;
  #refusal: ParleyError | undefined;
  #told: Partial<DeviceNews> = {};
  #caller: { resolve: (done: Promise<void>) => void; reject: (e: unknown) => void } | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(kind: Kind, host: SlotHost) {
    this.kind = kind;
    this.#host = host;
    this.#outlet = new Outlet(kind, () => host.send(this));
    this.#alarm = new Alarm(host.clock, () => this.tell({ type: "tick" }));
  }

  get state(): SlotState {
    return this.#outlet.state;
  }
  get track(): MediaStreamTrack | null {
    return this.#track;
  }
  get device(): Device | undefined {
    const { phase } = this.#keeping;
    return phase.at === "live" ? phase.device : undefined;
  }
  get trouble(): string | undefined {
    const { phase } = this.#keeping;
    return "trouble" in phase ? phase.trouble : undefined;
  }

  /** What was asked for so far is done, or refused. */
  get settled(): Promise<unknown> {
    return this.#turn;
  }

  /** What connections are to send. */
  get sending(): MediaStreamTrack | null {
    return this.#outlet.sent;
  }

  /** The device is open, and what it gives is sent. */
  get busy(): boolean {
    return this.state === "on" && this.#owned && this.#track?.enabled === true;
  }

  /** What the device is opened with; a device that it names is the one wished for. */
  wish(constraints: MediaTrackConstraints | true): void {
    const { deviceId, ...others } = constraints === true ? {} : constraints;
    this.#constraints = others;
    const id = idIn(deviceId);
    if (id) this.tell({ type: "release", device: nameless(id) });
  }

  /** The room lets this page not give it, or does again. */
  bar(yes: boolean): void {
    if (yes === this.#barred) return;
    this.#barred = yes;
    void this.#show();
  }

  on(): Promise<void> {
    return this.#next(async () => {
      if (this.#barred) throw new ParleyError("forbidden", "The room does not allow it");
      this.#wanted = true;
      await (this.#track?.readyState === "live" ? this.#show() : this.#want(undefined));
    });
  }

  off(): Promise<void> {
    return this.#next(async () => {
      this.#wanted = false;
      const stays = this.kind === "audio" || !this.#owned;
      if (stays && this.#track?.readyState === "live") await this.#show();
      else await this.#take(null, false);
    });
  }

  switch(device: string | Device | MediaStreamTrack): Promise<void> {
    return this.#next(async () => {
      const off = this.#wanted === false;
      this.#wanted = !off;
      if (typeof device === "object" && "readyState" in device) return this.#take(device, false);
      const named = typeof device === "string" ? nameless(device) : device;
      if (!off) return this.#want(named);
      await this.#take(null, false);
      this.#release(named);
    });
  }

  /** Takes a track of the app's own as what is wanted. */
  use(track: MediaStreamTrack): void {
    this.#wanted = true;
    void this.#take(track, false);
  }

  tell(event: DeviceEvent): void {
    if (this.#closed) return;
    const { clock, visible } = this.#host;
    const around = { now: clock.now(), kind: this.kind, visible };
    const before = this.#keeping;
    const { keeping, actions } = next(before, event, around);
    this.#keeping = keeping;
    for (const action of actions) this.#act(action);
    const at = due(keeping, visible);
    if (at < Number.POSITIVE_INFINITY) this.#alarm.set(Math.max(0, at - around.now));
    else this.#alarm.clear();
    const shown = this.#show();
    this.#answer(event, shown);
    this.#report();
    // The device that was kept until another is open may have gone meanwhile.
    if (before.phase !== keeping.phase && this.device && this.#track?.readyState === "ended")
      this.tell({ type: "ended" });
  }

  /** Stops what the library opened, and what it is opening; the slot is of no use after that. */
  close(): void {
    this.#closed = true;
    this.#alarm.clear();
    this.#outlet.close();
    if (this.#owned) this.#track?.stop();
    this.#caller?.reject(new ParleyError("left", "The room has been left"));
  }

  #want(device: Rung): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#caller = { resolve, reject };
      this.tell({ type: "want", device });
    });
  }

  /** Whoever turned the slot on hears of the first refusal; what can be done then goes on. */
  #answer({ type }: DeviceEvent, shown: Promise<void>): void {
    const { at } = this.#keeping.phase;
    const caller = this.#caller;
    if (!caller || (at !== "live" && at !== "waiting")) return;
    this.#caller = undefined;
    if (type === "opened") caller.resolve(shown);
    else caller.reject(this.#refusal);
  }

  #release(device: Rung): void {
    this.#order++;
    this.tell({ type: "release", device });
  }

  #act(action: DeviceAction): void {
    if (action.do === "list") {
      void this.#host.list(this.kind).then((devices) => this.tell({ type: "listed", devices }));
      return;
    }
    if (action.close && this.#owned) this.#track?.stop();
    const { rung, loose, asked } = action;
    const constraints = constraintsOf(this.#constraints, rung, this.#keeping.wish, loose);
    void this.#open({ kind: this.kind, constraints, asked });
  }

  async #open(ordered: Order): Promise<void> {
    const order = ++this.#order;
    const current = () => order === this.#order && !this.#closed;
    try {
      const track = await this.#host.open(ordered);
      if (!current()) return track.stop();
      await this.#take(track, true);
    } catch (error) {
      this.#refusal = error as ParleyError;
      const { constraint = "" } = (this.#refusal.cause ?? {}) as { constraint?: string };
      if (current()) this.tell({ type: "failed", code: this.#refusal.code, constraint });
    }
  }

  /** The old track ends when the new one is on its way, so that no gap shows. */
  async #take(track: MediaStreamTrack | null, owned: boolean): Promise<void> {
    const old = this.#owned ? this.#track : null;
    this.#track = track;
    this.#owned = owned;
    if (track) this.#follow(track);
    if (track && owned) this.tell({ type: "opened", device: deviceOf(track) });
    else this.#release(undefined);
    if (track?.muted) this.tell({ type: "muted" });
    await this.#show();
    if (old !== track) old?.stop();
  }

  #follow(track: MediaStreamTrack): void {
    this.#had = true;
    const on = (type: string, event: DeviceEvent) =>
      track.addEventListener(type, () => {
        if (track === this.#track) this.tell(event);
      });
    on("ended", { type: "ended" });
    on("mute", { type: "muted" });
    on("unmute", { type: "unmuted" });
  }

  /** Sends what there is to send now, if that is something else than before. */
  #show(): Promise<void> {
    const { phase } = this.#keeping;
    const [wanted, had, track, barred] = [this.#wanted, this.#had, this.#track, this.#barred];
    return this.#outlet.show({ wanted, had, track, phase, barred });
  }

  /** What came of it, once it is settled. */
  #report(): void {
    const { phase } = this.#keeping;
    if (phase.at !== "live" && phase.at !== "waiting") return;
    const { device: was, trouble: before } = this.#told;
    const { device, trouble } = this;
    if (device?.deviceId === was?.deviceId && trouble === before) return;
    this.#told = { device, trouble };
    this.#host.news({ slot: this, why: phase.why, device, was, trouble });
  }

  /** One step after the other; a step that failed does not hold up the next. */
  #next(step: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(step);
    this.#turn = done.catch(() => {});
    return done;
  }
}
