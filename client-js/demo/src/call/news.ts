import type { Kind } from "../lobby/local-media.js";
import { problemText } from "../lobby/problems.js";
import type { DeviceNews, Slot } from "../sdk.js";

/** What a person is told when a device changes by itself; undefined: nothing worth a word. */
export function newsText(news: DeviceNews): string | undefined {
  const { slot, why, device, was, trouble } = news;
  const name = nameOf(slot);
  if (trouble) return troubleText(name, news);
  if (was && device?.deviceId === was.deviceId) return `Your ${name} works again.`;
  if (!device || why === "wanted") return undefined;
  if (was && why === "lost") return `${quoted(was)} is gone. ${quoted(device)} is used instead.`;
  return `${quoted(device)} is used now.`;
}

function troubleText(name: Kind, { was, trouble = "" }: DeviceNews): string {
  if (trouble === "interrupted")
    return `Your system holds your ${name} back. It goes on when the system lets it.`;
  if (trouble === "silent")
    return name === "microphone"
      ? "Your microphone seems silent. Is it muted by a switch, or in the system's settings?"
      : "Your camera gives no picture. Is it covered, or frozen?";
  if (trouble === "no-device" && was)
    return `${quoted(was)} is gone, and there is no other ${name}. Plug one in and it is used at once.`;
  return problemText(name, trouble);
}

const nameOf = ({ kind }: Slot): Kind => (kind === "audio" ? "microphone" : "camera");

const quoted = ({ label }: { label: string }) => (label ? `“${label}”` : "The device in use");
