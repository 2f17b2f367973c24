import type { Kind } from "./opener.js";

/** Not too small for encoders, and black costs next to nothing at any size. */
const WIDTH = 320;
const HEIGHT = 180;
/** Between two pictures: whoever comes anew, or lost one, sees black soon. */
const PICTURE_MS = 500;

/** What is sent in place of a device that was lost: silence, or black. */
export interface Placeholder {
  /** Null where it cannot be made: then nothing is sent. */
  readonly track: MediaStreamTrack | null;
  close(): void;
}

export function placeholder(kind: Kind): Placeholder {
  try {
    return kind === "audio" ? silence() : black();
  } catch {
    return { track: null, close: () => {} };
  }
}

function silence(): Placeholder {
  const context = new AudioContext();
  const node = new MediaStreamAudioDestinationNode(context);
  const source = new ConstantSourceNode(context, { offset: 0 });
  source.connect(node);
  source.start();
  const [track = null] = node.stream.getAudioTracks();
  return { track, close: () => void context.close() };
}

function black(): Placeholder {
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const paint = canvas.getContext("2d");
  const draw = () => paint?.fillRect(0, 0, WIDTH, HEIGHT);
  draw();
  const timer = setInterval(draw, PICTURE_MS);
  const [track = null] = canvas.captureStream().getVideoTracks();
  const close = () => {
    clearInterval(timer);
    track?.stop();
  };
  return { track, close };
}
