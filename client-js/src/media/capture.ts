import { ParleyError } from "../errors.js";

/** Media Capture and Streams 10.3.1, as the words of this library. */
const CODES: Readonly<Record<string, string>> = {
  NotAllowedError: "permission-denied",
  SecurityError: "permission-denied",
  NotFoundError: "no-device",
  OverconstrainedError: "constraints-unmet",
  NotReadableError: "device-busy",
  AbortError: "device-busy",
};

/** `getUserMedia` whose failures are a `ParleyError`. */
export async function capture(constraints: MediaStreamConstraints): Promise<MediaStream> {
  const devices = globalThis.navigator?.mediaDevices;
  if (!devices) {
    throw globalThis.isSecureContext === false
      ? new ParleyError("insecure-context", "Microphone and camera need https or localhost")
      : new ParleyError("unsupported", "No getUserMedia here");
  }
  try {
    return await devices.getUserMedia(constraints);
  } catch (cause) {
    const { name, message } = cause as Error;
    const code = CODES[name] ?? "capture-failed";
    throw new ParleyError(code, `${name}: ${message}`, code === "device-busy", { cause });
  }
}

/** The one track of a kind, from the device that the constraints name. */
export async function captureTrack(
  kind: "audio" | "video",
  constraints: MediaTrackConstraints | true,
): Promise<MediaStreamTrack> {
  const [track] = (await capture({ [kind]: constraints })).getTracks();
  return track as MediaStreamTrack;
}
