import type { JoinOptions } from "../api.js";
import { capture } from "./capture.js";
import type { Source } from "./slot.js";

/** What the two slots start with. */
export interface Sources {
  readonly audio: Source;
  readonly video: Source;
}

type Wish = boolean | MediaTrackConstraints | undefined;

/**
 * The microphone and camera that a join asks for.
 *
 * @throws ParleyError if one of them cannot be had: the app decides whether to join without
 */
export async function localMedia(wish: JoinOptions["media"]): Promise<Sources> {
  const media = wish ?? (globalThis.document ? { audio: true, video: true } : false);
  if (!media) return sources(undefined, false, {});
  if ("getTracks" in media) return sources(media, false, {});
  return sources(await capture(media), true, media);
}

function sources(
  stream: MediaStream | undefined,
  owned: boolean,
  { audio, video }: MediaStreamConstraints,
): Sources {
  const source = (track: MediaStreamTrack | undefined, constraints: Wish): Source => ({
    track,
    owned,
    constraints: typeof constraints === "object" ? constraints : true,
  });
  return {
    audio: source(stream?.getAudioTracks()[0], audio),
    video: source(stream?.getVideoTracks()[0], video),
  };
}
