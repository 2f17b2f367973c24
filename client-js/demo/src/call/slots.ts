import { acquire, type Kind, type Trouble } from "../lobby/acquire.js";
import { problemOf } from "../lobby/problems.js";
import type { Room, Slot } from "../sdk.js";
import { loadSettings, saveSettings } from "../settings.js";
import type { DeviceChoice, DeviceKind } from "../ui/devices.js";

/** A device that did not turn on, and why. */
class TroubleError extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/**
 * Turns the microphone or the camera on or off. The app opens every track itself, in the lobby
 * and here, so it also closes them: a camera that is off is closed, and its light goes out.
 */
export async function toggleSlot(room: Room, kind: Kind): Promise<void> {
  const slot = room[kind];
  const on = slot.state !== "on";
  saveSettings(kind === "camera" ? { cameraOn: on } : { microphoneOn: on });
  if (on) {
    if (slot.track?.readyState !== "live") await take(slot, kind);
    await slot.on();
  } else {
    await slot.off();
    if (kind === "camera") slot.track?.stop();
  }
}

/** Closes what the app opened. */
export function closeSlots({ microphone, camera }: Room): void {
  microphone.track?.stop();
  camera.track?.stop();
}

/** Opens the chosen device for a slot and closes the one before. */
async function take(slot: Slot, kind: Kind): Promise<void> {
  const before = slot.track;
  await slot.switch(await openDevice(slot, kind));
  before?.stop();
}

/** Some machines open one camera at a time: a busy one is tried again when ours is closed. */
async function openDevice({ track }: Slot, kind: Kind): Promise<MediaStreamTrack> {
  const wanted = { [kind]: loadSettings()[kind] };
  let opened = (await acquire(wanted))[kind];
  if (opened === "busy" && track) {
    track.stop();
    opened = (await acquire(wanted))[kind];
  }
  if (opened instanceof MediaStreamTrack) return opened;
  throw new TroubleError(opened ?? "failed");
}

/** What to tell a person whose device does not turn on. */
export function slotProblem(kind: Kind, error: unknown): string {
  const { title, advice } = problemOf(
    [kind],
    error instanceof TroubleError ? error.trouble : "failed",
  );
  return `${title}. ${advice}`;
}

/** The device pickers of a running call. */
export function callDevices(
  room: Room,
  setSpeaker: (id: string) => void,
  failed: (text: string) => void,
): DeviceChoice {
  const choose = (kind: Kind) => {
    if (room[kind].state === "off") room[kind].track?.stop();
    else take(room[kind], kind).catch((error) => failed(slotProblem(kind, error)));
  };
  return {
    inUse: (kind) => (kind === "speaker" ? "" : deviceOf(room[kind])) || loadSettings()[kind],
    choose: (kind: DeviceKind, id: string) => {
      saveSettings({ [kind]: id });
      if (kind === "speaker") setSpeaker(id);
      else choose(kind);
    },
  };
}

function deviceOf({ track }: Slot): string {
  return (track?.readyState === "live" && track.getSettings().deviceId) || "";
}
