/** Opening the microphone and the camera, with a reason for each that does not open. */
export type Kind = "microphone" | "camera";

/** Why a device does not open. `system`: the operating system, not the page's permission. */
export type Trouble = "insecure" | "denied" | "system" | "missing" | "busy" | "failed";

export type Acquired = Partial<Record<Kind, MediaStreamTrack | Trouble>>;

/** The wanted device ids by kind; an empty id leaves the choice to the browser. */
export type Wanted = Partial<Record<Kind, string>>;

const MEDIA: Record<Kind, "audio" | "video"> = { microphone: "audio", camera: "video" };
const QUALITY: Record<Kind, MediaTrackConstraints> = {
  microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  camera: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
};

/**
 * Opens all that is wanted with a single prompt. When that fails, each is tried alone, so that a
 * missing camera does not cost the microphone. A person who said no is not asked a second time.
 */
export async function acquire(wanted: Wanted): Promise<Acquired> {
  const kinds = kindsOf(wanted);
  if (kinds.length === 0) return {};
  if (!navigator.mediaDevices?.getUserMedia) return forAll(kinds, "insecure");
  try {
    return byKind(await navigator.mediaDevices.getUserMedia(constraints(wanted)));
  } catch (error) {
    const trouble = troubleOf(error);
    if (kinds.length === 1) return forAll(kinds, trouble);
    return trouble === "denied" ? retryAllowed(wanted) : retryEach(wanted);
  }
}

/** What an error of getUserMedia means (W3C Media Capture and Streams, section 10.2). */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Error)) return "failed";
  switch (error.name) {
    case "NotAllowedError":
      return /system/i.test(error.message) ? "system" : "denied";
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}

function constraints(wanted: Wanted): MediaStreamConstraints {
  const entries = kindsOf(wanted).map((kind) => {
    const id = wanted[kind];
    return [MEDIA[kind], { ...QUALITY[kind], ...(id ? { deviceId: { ideal: id } } : {}) }];
  });
  return Object.fromEntries(entries) as MediaStreamConstraints;
}

/** One of the two may be blocked, the other free: only what the person has not refused is tried. */
async function retryAllowed(wanted: Wanted): Promise<Acquired> {
  const kinds = kindsOf(wanted);
  const states = await Promise.all(kinds.map(permissionOf));
  const free = kinds.filter((_, at) => states[at] !== "denied");
  if (free.length !== 1) return forAll(kinds, "denied");
  return { ...forAll(kinds, "denied"), ...(await retryEach(only(wanted, free))) };
}

async function retryEach(wanted: Wanted): Promise<Acquired> {
  let acquired: Acquired = {};
  for (const kind of kindsOf(wanted))
    acquired = { ...acquired, ...(await acquire(only(wanted, [kind]))) };
  return acquired;
}

async function permissionOf(kind: Kind): Promise<PermissionState> {
  try {
    return (await navigator.permissions.query({ name: kind as PermissionName })).state;
  } catch {
    return "denied";
  }
}

function only(wanted: Wanted, kinds: Kind[]): Wanted {
  return Object.fromEntries(kinds.map((kind) => [kind, wanted[kind] ?? ""]));
}

function kindsOf(wanted: Wanted): Kind[] {
  return (["microphone", "camera"] as const).filter((kind) => wanted[kind] !== undefined);
}

function forAll(kinds: Kind[], trouble: Trouble): Acquired {
  return Object.fromEntries(kinds.map((kind) => [kind, trouble]));
}

function byKind(stream: MediaStream): Acquired {
  const [microphone] = stream.getAudioTracks();
  const [camera] = stream.getVideoTracks();
  return { ...(microphone && { microphone }), ...(camera && { camera }) };
}
