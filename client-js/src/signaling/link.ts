import { ParleyError } from "../errors.js";
import { Alarm, type Clock } from "./clock.js";
import type { SignalBody, SignalKind } from "./frames.js";

const WINDOW_FRAMES = 64;
const WINDOW_BYTES = 256 * 1024;
const EARLY_FRAMES = 64;
/** Of `data`; a frame has 64 KiB, and some of it is routing. */
const DATA_BYTES = 63 * 1024;
/** Milliseconds without progress before what is unacknowledged is sent again; the last one repeats. */
const RETRY = [1000, 2000, 4000, 8000];
/** An acknowledgement below what was sent is no news while the signal may still be on its way. */
const ON_ITS_WAY = 250;
/** Milliseconds after which a signal that did not come, while later ones did, is not waited for. */
const GAP = 30_000;

interface Outgoing {
  readonly body: SignalBody;
  readonly bytes: number;
  /** When it was last handed to a socket. */
  at: number;
}

/**
 * The signals of one link of a pair, both ways: numbered from 1, kept until acknowledged, sent again
 * until then, and handed on in order and once.
 *
 * Only the sender repairs: nothing between the two ends has to keep a signal.
 */
export class Link {
  readonly number: number;
  readonly #clock: Clock;
  /** Puts a signal on its way, perhaps `again`; false when it can go nowhere just now. */
  readonly #transmit: (body: SignalBody, again: boolean) => boolean;
  readonly #retry: Alarm;
  /** Unacknowledged, in order; the first `#open` of them fit the window. */
  #out: Outgoing[] = [];
  #open = 0;
  #sent = 0;
  #tries = 0;
  #received = 0;
  readonly #early = new Map<number, SignalBody>();
  /** Since when signals wait for one that should have come before them. */
  #gap: number | undefined;

  constructor(
    number: number,
    clock: Clock,
    transmit: (body: SignalBody, again: boolean) => boolean,
  ) {
    this.number = number;
    this.#clock = clock;
    this.#transmit = transmit;
    this.#retry = new Alarm(clock, () => this.#again());
  }

  /** The highest signal received in order. */
  get received(): number {
    return this.#received;
  }

  /** Whether the sender goes on but does not send what is next: this link leads nowhere. */
  get stuck(): boolean {
    return this.#gap !== undefined && this.#clock.now() - this.#gap >= GAP;
  }

  /**
   * Takes over `data` as it is now.
   *
   * @throws ParleyError `too-large`
   * @param gone it was put on its way by other means, and counts as sent just now
   */
  push(kind: SignalKind, data: object, gone = false): void {
    const json = JSON.stringify(data);
    const bytes = new TextEncoder().encode(json).length;
    if (bytes > DATA_BYTES) throw new ParleyError("too-large", "A signal has at most 63 KiB.");
    const body = { link: this.number, seq: ++this.#sent, kind, data: JSON.parse(json) };
    this.#out.push({ body, bytes, at: this.#clock.now() });
    if (gone) this.#open = this.#out.length;
    this.#flush();
    this.#arm();
  }

  /** The other end has everything up to `seq`. */
  acked(seq: number): void {
    const left = this.#out.filter(({ body }, i) => body.seq > seq || i >= this.#open);
    const progress = this.#out.length - left.length;
    this.#out = left;
    this.#open -= progress;
    if (progress > 0) {
      this.#tries = 0;
      this.#retry.clear();
    }
    const missing = this.#open > 0 ? this.#out[0] : undefined;
    if (missing && this.#clock.now() - missing.at >= ON_ITS_WAY) this.#send(missing, true);
    this.#flush();
    this.#arm();
  }

  /** Sends what is unacknowledged: the way to the other end is there again. */
  resend(): void {
    this.#tries = 0;
    this.#retry.clear();
    this.#again();
  }

  /** The other end was heard beside this link: what it does not acknowledge in time was lost. */
  nudge(): void {
    const missing = this.#open > 0 ? this.#out[0] : undefined;
    if (!missing) return;
    const age = this.#clock.now() - missing.at;
    if (age >= ON_ITS_WAY) this.resend();
    else if (this.#tries === 1) this.#retry.set(ON_ITS_WAY - age);
  }

  /** Takes in one signal; returns what can be handed on now, in order. */
  receive(body: SignalBody): SignalBody[] {
    const { seq } = body;
    if (seq > this.#received && seq <= this.#received + EARLY_FRAMES) this.#early.set(seq, body);
    const ready: SignalBody[] = [];
    for (let next = this.#early.get(this.#received + 1); next; ) {
      this.#early.delete(++this.#received);
      ready.push(next);
      next = this.#early.get(this.#received + 1);
    }
    if (this.#early.size === 0) this.#gap = undefined;
    else if (ready.length > 0 || this.#gap === undefined) this.#gap = this.#clock.now();
    return ready;
  }

  /** Forgets everything; nothing is sent any more. */
  close(): void {
    this.#retry.clear();
    this.#out = [];
    this.#open = 0;
  }

  #again(): void {
    let reachable = true;
    for (const out of this.#out.slice(0, this.#open)) {
      reachable = this.#send(out, true) && reachable;
    }
    this.#flush();
    if (reachable) this.#arm();
  }

  /** Moves the window on over what waits behind it. */
  #flush(): void {
    let bytes = this.#out.slice(0, this.#open).reduce((sum, out) => sum + out.bytes, 0);
    for (; this.#open < WINDOW_FRAMES; this.#open++) {
      const out = this.#out[this.#open];
      if (!out || (this.#open > 0 && bytes + out.bytes > WINDOW_BYTES)) return;
      bytes += out.bytes;
      this.#send(out, false);
    }
  }

  #send(out: Outgoing, again: boolean): boolean {
    out.at = this.#clock.now();
    const ack = this.#received;
    return this.#transmit(ack > 0 ? { ...out.body, ack } : out.body, again);
  }

  #arm(): void {
    if (this.#open === 0 || this.#retry.isSet) return;
    const last = RETRY.length - 1;
    this.#retry.set(RETRY[Math.min(this.#tries++, last)] ?? 0);
  }
}
