/** What is shared beside voice and picture, as types: a part of `api.ts`. */
import type { Peer } from "./api.js";

/** Which of a person's slots a track fills; `sound` is that of the screen. */
export type TrackSlot = "microphone" | "camera" | "screen" | "sound";

export interface ScreenOptions {
  /** `detail` (pages, slides; by default), `text` (small print) or `motion` (films). */
  readonly hint?: "detail" | "text" | "motion";
  /** With its sound, where the browser gives it: by default. */
  readonly sound?: boolean;
}

/**
 * One's own screen, beside the camera. The first share between two people is negotiated once on
 * their connection; all others, and every end, are a `replaceTrack`.
 */
export interface Screen {
  /** Told to all as `profile.screen`. */
  readonly state: "on" | "off";
  /** What is shared. */
  readonly stream: MediaStream | null;
  /**
   * Asks the user what to share, which needs a click or a key just before, or takes a stream of the
   * app's own (its tracks are never stopped). Takes the place of what was shared. Ends by itself
   * with the track, as by the browser's own bar.
   *
   * @throws ParleyError `permission-denied` (or the user chose nothing), `unsupported`,
   *   `capture-failed`, `forbidden` without the right to share
   */
  start(source?: MediaStream | ScreenOptions): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A data channel of the app's own to every other person, on whichever connection carries them. Both
 * pages have to ask for it; what is sent before the other page has is lost, and so may be what was
 * under way when another connection took over: say again what matters.
 */
export interface Channel {
  /** 1 to 1023, the same on all pages; each number once. */
  readonly id: number;
  /** For diagnostics. */
  readonly label?: string;
  /** Came from that person: in order on each connection, and from more than one for a moment. */
  message(peer: Peer, data: string | ArrayBuffer): void;
  /**
   * Send there from now on, to `channel.send`. Undefined: no connection stands, or the room is left.
   * What the channel tells by events is the library's; `onbufferedamountlow` is the app's.
   */
  carried(peer: Peer, channel: RTCDataChannel | undefined): void;
}
