import { ParleyError } from "../errors.js";

type Failure = readonly [code: string, message: string, retryable: boolean];

/** Media Capture and Streams 10.3.1, as the words of this library. */
const FAILURES: Readonly<Record<string, Failure>> = {
  NotAllowedError: ["permission-denied", "The use of microphone or camera was not allowed", false],
  SecurityError: ["permission-denied", "This page may not use microphone or camera", false],
  NotFoundError: ["no-device", "There is no such microphone or camera", false],
  OverconstrainedError: ["constraints-unmet", "No device meets the constraints", false],
  NotReadableError: ["device-busy", "The microphone or camera is in use or does not answer", true],
  AbortError: ["device-busy", "The microphone or camera could not be started", true],
};
const OTHER: Failure = ["capture-failed", "Microphone or camera could not be opened", false];

/** `getUserMedia` whose failures are a `ParleyError`. */
export async function capture(constraints: MediaStreamConstraints): Promise<MediaStream> {
  const devices = globalThis.navigator?.mediaDevices;
  if (!devices) {
    throw globalThis.isSecureContext === false
      ? new ParleyError("insecure-context", "Microphone and camera need https or localhost")
      : new ParleyError("unsupported", "There is no getUserMedia here");
  }
  try {
    return await devices.getUserMedia(constraints);
  } catch (cause) {
    const [code, message, retryable] = FAILURES[(cause as Error).name] ?? OTHER;
    throw new ParleyError(code, message, retryable, { cause });
  }
}

/** One track of a kind, from the device that the constraints name. */
export async function captureTrack(
  kind: "audio" | "video",
  constraints: MediaTrackConstraints | true,
): Promise<MediaStreamTrack> {
  const [track] = (await capture({ [kind]: constraints })).getTracks();
  if (!track) throw new ParleyError("no-device", `There is no ${kind} track`);
  return track;
}
