import type { Screen, ScreenOptions } from "../api-sharing.js";
import { ParleyError } from "../errors.js";
import type { Kind } from "./made.js";

/** Pictures a second at most. Text is sharp or quick, and who reads wants it sharp. */
const RATE = { detail: 15, text: 15, motion: 30 };

/** {@link Screen}, and the rules for who stops which track. */
export class OwnScreen implements Screen {
  #stream: MediaStream | null = null;
  #owned = false;
  #closed = false;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #send: () => Promise<void>;
  readonly #may: () => boolean;

  /** @param send puts what is shared on every connection, and tells it */
  constructor(send: () => Promise<void>, may: () => boolean) {
    this.#send = send;
    this.#may = may;
  }

  get state(): "on" | "off" {
    return this.#stream ? "on" : "off";
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  sending(kind: Kind): MediaStreamTrack | null {
    const stream = this.#stream;
    return (kind === "screen" ? stream?.getVideoTracks() : stream?.getAudioTracks())?.[0] ?? null;
  }

  async start(source: MediaStream | ScreenOptions = {}): Promise<void> {
    if (!this.#may()) throw new ParleyError("forbidden", "The room does not allow it");
    if ("getTracks" in source) return this.#show(source, false);
    const stream = await capture(source);
    return this.#show(stream, true);
  }

  stop(): Promise<void> {
    return this.#show(null, false);
  }

  /** Stops what the library opened; of no use after that. */
  close(): void {
    this.#closed = true;
    if (this.#owned) end(this.#stream);
    this.#stream = null;
  }

  #show(stream: MediaStream | null, owned: boolean): Promise<void> {
    const done = this.#turn.then(async () => {
      if (this.#closed) return owned ? end(stream) : undefined;
      const [track] = stream?.getVideoTracks() ?? [];
      if (stream && track?.readyState !== "live")
        throw new ParleyError("capture-failed", "There is no picture to share");
      const old = this.#owned && stream !== this.#stream ? this.#stream : null;
      this.#stream = stream;
      this.#owned = owned;
      await this.#send();
      end(old);
      // By the browser's own bar, or as the window is gone.
      track?.addEventListener("ended", () => stream === this.#stream && void this.stop());
    });
    this.#turn = done.catch(() => {});
    return done;
  }
}

function end(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

async function capture({ hint = "detail", sound = true }: ScreenOptions): Promise<MediaStream> {
  const devices = globalThis.navigator?.mediaDevices;
  if (!devices?.getDisplayMedia) throw new ParleyError("unsupported", "No getDisplayMedia here");
  const wish = {
    video: { frameRate: RATE[hint] },
    audio: sound,
    selfBrowserSurface: "exclude",
    surfaceSwitching: "include",
    systemAudio: "include",
  };
  try {
    const stream = await devices.getDisplayMedia(wish);
    for (const track of stream.getVideoTracks()) track.contentHint = hint;
    return stream;
  } catch (cause) {
    const { name, message } = cause as Error;
    const code = name === "NotAllowedError" ? "permission-denied" : "capture-failed";
    throw new ParleyError(code, `${name}: ${message}`, false, { cause });
  }
}
