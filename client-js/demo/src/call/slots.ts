import type { Kind } from "../lobby/local-media.js";
import { problemText } from "../lobby/problems.js";
import { codeOf, type Room } from "../sdk.js";
import { saveSettings } from "../settings.js";
import { chosen, type DeviceChoice, remember } from "../ui/devices.js";

/** Turns the microphone or the camera on or off; whether that succeeds, the slot's news tell. */
export async function toggleSlot(room: Room, kind: Kind): Promise<void> {
  const slot = room[kind];
  const on = slot.state !== "on";
  saveSettings(kind === "camera" ? { cameraOn: on } : { microphoneOn: on });
  await (on ? slot.on() : slot.off());
}

/** The device pickers of a running call. */
export function callDevices(
  room: Room,
  setSpeaker: (id: string) => void,
  failed: (text: string) => void,
): DeviceChoice {
  return {
    inUse: (kind) => (kind === "speaker" ? "" : room[kind].device?.deviceId) || chosen(kind),
    choose: (kind, device) => {
      remember(kind, device);
      if (kind === "speaker") return setSpeaker(device.deviceId);
      room[kind].switch(device).catch((error) => failed(problemText(kind, codeOf(error))));
    },
  };
}
