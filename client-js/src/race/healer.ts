import type { HealerPort, Leave } from "./healer-port.js";
import type { Lane } from "./lane.js";
import { begin, next } from "./machine.js";
import type { Action, Path, PathEvent } from "./path.js";
import { Sight } from "./sight.js";
import { TIMING } from "./timing.js";
import { Trials } from "./trials.js";
import { Watch } from "./watch.js";

/** Keeps one pair connected: looks, tells the state machine, and does what it says. */
export class Healer {
  #path: Path | undefined;
  /** The connection that carried the person when all was well. */
  #watched: Lane | undefined;
  #leave: Leave = { free: true, reachable: true };
  readonly #port: HealerPort;
  readonly #watch: Watch;
  /** When the path came to the state that it is in. */
  #since = 0;
  #mark = "";
  #packets: number | undefined;
  #counted = true;
  #came = false;
  #silent = false;
  #deaf = false;
  #ping = { n: 0, at: Number.NEGATIVE_INFINITY };
  /** The connection that carries the person. */
  #shown: Lane | undefined;
  readonly #trials = new Trials();
  readonly #sight = new Sight();

  constructor(port: HealerPort) {
    this.#port = port;
    this.#watch = new Watch(port.clock.now());
  }

  get path(): Path | undefined {
    return this.#path;
  }

  /** Milliseconds of silence, for the order in which pairs are helped. */
  get silence(): number {
    return this.#watch.silence;
  }

  /** There is, or was, a way that carries the person. */
  get watching(): boolean {
    return this.#watched !== undefined;
  }

  /** Nothing is heard on the way that there was. */
  get lost(): boolean {
    return this.#silent;
  }

  /** Whether the next look shall come soon: something was missed, or a race may be won. */
  get urgent(): boolean {
    return this.#watch.silence > TIMING.look / 2 || this.#path?.at === "race";
  }

  /** Milliseconds for which all has been well. */
  get calm(): number {
    return this.#path?.at === "stable" ? this.#port.clock.now() - this.#since : 0;
  }

  /** The first connection of the pair is being made. */
  begin(): void {
    if (this.#path) return;
    this.#path = begin(this.#port.clock.now());
    this.#trials.begin([]);
  }

  /** A connection that stands is the pair's only one. */
  adopt(lane: Lane): void {
    this.#path = { at: "stable" };
    this.#since = this.#port.clock.now();
    this.#watchOver(lane);
    // Whoever adopted it before may have begun a race already.
    for (const { number } of this.#port.lanes())
      if (number !== lane.number) this.tell({ type: "offered", link: number });
  }

  /** The other end of `lane` asks for a key frame. */
  readonly kick = (lane: Lane) => this.#sight.kick(lane);

  /** The pair has no connections of its own now. */
  stop(): void {
    this.#path = this.#watched = this.#shown = undefined;
    this.#sight.clear();
    this.#silent = this.#deaf = false;
  }

  tell(event: PathEvent): void {
    const at = this.#path?.at;
    if (event.type === "deaf") this.#deaf = true;
    if (event.type === "decoded" && at !== "race" && event.link !== this.#watched?.number)
      this.#step({ type: "offered", link: event.link });
    this.#step(event);
  }

  /** How late this page's looks are at times, in milliseconds. */
  get late(): number {
    return this.#watch.late;
  }

  /** The ping `n` was answered, by a page whose looks are `late`. */
  answered(n: number, late?: number): void {
    if (n === this.#ping.n) this.#watch.answered(this.#port.clock.now() - this.#ping.at, late);
  }

  /** To be called each `TIMING.look`, and each `TIMING.soon` while any pair is urgent. */
  look(leave: Leave): void {
    this.#leave = leave;
    if (!this.#path) return;
    if (this.#watched) this.#listen(this.#watched);
    // Whoever hears of a step may have left the room.
    if (this.#path?.at === "race") this.#judge();
    this.#sight.look(this.#port.clock.now());
    if (this.#deaf) this.#step({ type: "deaf" });
    this.#step({ type: "tick" });
  }

  #step(event: PathEvent): void {
    const { clock, owner } = this.#port;
    const before = this.#path;
    if (!before) return;
    const around = { now: clock.now(), chance: clock.random(), owner, free: this.#leave.free };
    const { path, actions } = next(before, event, around);
    this.#path = path;
    if (path.at !== "stable" && path.at !== "suspect") this.#deaf = false;
    if (path.at !== before.at) this.#since = around.now;
    if (path.at === "race" && before.at !== "race") this.#trials.begin(this.#port.lanes());
    for (const action of actions) this.#act(action);
    const shown = this.#shown;
    const brief = before.at === "race" && around.now - before.since < TIMING.mistake;
    if (path.at === "stable" && shown && shown !== this.#watched) this.#watchOver(shown);
    else if (path.at === "stable" && brief) this.#watch.mistaken();
    if (path.at === before.at) return;
    const link = this.#watched?.number ?? this.#port.lanes()[0]?.number ?? 0;
    this.#port.moved({ link, from: before.at, to: path.at, cause: event.type });
  }

  #act(action: Action): void {
    const port = this.#port;
    const lane = this.#watched;
    switch (action.do) {
      case "ask":
        return lane && this.#ask(lane);
      case "standby":
        for (const each of port.lanes()) if (each.idle) each.wake();
        return;
      case "open":
        return port.open(action.relay);
      case "restart":
        return lane?.restartIce();
      case "kick":
        return lane && this.#sight.returned(lane, port.picture, port.clock.now());
      case "tell":
        return lane && port.say("deaf", lane.number);
      case "say":
        return port.say(action.word, action.link);
      case "show":
        return this.#show(action.link);
      case "settle":
        return this.#closeAllBut(action.link);
      case "cancel":
        if (lane) this.#show(lane.number);
        return this.#closeAllBut(lane?.number);
      default:
        return action satisfies never;
    }
  }

  #show(link: number): void {
    this.#shown = this.#port.lanes().find(({ number }) => number === link) ?? this.#shown;
    this.#port.show(link);
  }

  #closeAllBut(link: number | undefined): void {
    for (const { number } of this.#port.lanes()) if (number !== link) this.#port.shut(number);
  }

  #watchOver(lane: Lane): void {
    this.#watched = this.#shown = lane;
    this.#watch.reset(this.#port.clock.now());
    this.#mark = lane.mark();
    this.#packets = undefined;
    this.#silent = this.#came = false;
    this.#sight.clear();
    this.#ask(lane); // its answer tells how long the way is
  }

  #listen(lane: Lane): void {
    const mark = lane.mark();
    const came = this.#came || mark !== this.#mark;
    this.#came = false;
    this.#mark = mark;
    const finding = this.#watch.look(this.#port.clock.now(), came, this.#counted);
    if (came) {
      this.#packets = undefined;
      const news = this.#silent || this.#path?.at === "suspect" || this.#path?.at === "parked";
      this.#silent = false;
      if (news) this.#step({ type: "heard" });
      if (this.#sight.held === lane) this.#act({ do: "kick" });
      return;
    }
    if (finding === "flowing") return;
    this.#ask(lane);
    this.#watch.asked();
    void this.#count(lane);
    if (finding === "quiet") return;
    this.#silent = true;
    this.#step({ type: "silent" });
    if (!this.#leave.reachable) this.#step({ type: "unreachable" });
    else if (finding === "dead") this.#step({ type: "confirmed" });
    if (this.#path?.at !== "suspect" && this.silence >= TIMING.hold) this.#sight.hold(lane);
  }

  #ask(lane: Lane): void {
    const now = this.#port.clock.now();
    if (now - this.#ping.at < TIMING.ping) return;
    this.#ping = { n: this.#ping.n + 1, at: now };
    lane.ping(this.#ping.n);
  }

  async #count(lane: Lane): Promise<void> {
    const packets = await lane.packets();
    if (lane !== this.#watched) return;
    this.#counted = packets !== undefined;
    if (packets === undefined) return;
    if (this.#packets !== undefined && packets > this.#packets) this.#came = true;
    this.#packets = packets;
    this.#watch.counted();
  }

  #judge(): void {
    const { clock, picture } = this.#port;
    const lanes = this.#port.lanes();
    const [only] = lanes;
    if (this.#path?.at === "race" && this.#path.first && only && lanes.length === 1) {
      if (this.#trials.hears(only)) this.#step({ type: "connected", link: only.number });
      return;
    }
    const further = lanes.find((lane) => lane !== this.#watched && this.#trials.hears(lane));
    if (further && this.#silent && this.#shown === this.#watched)
      this.#step({ type: "connected", link: further.number });
    for (const { number } of this.#trials.decoding(lanes, picture, clock.now()))
      this.#step({ type: "decodes", link: number });
  }
}
