import type { Device } from "../sdk.js";
import { loadSettings, saveSettings } from "../settings.js";
import { el, uniqueId } from "./dom.js";
import { type IconName, icon } from "./icons.js";
import { View } from "./view.js";

/** A kind of device that can be picked. */
export type DeviceKind = "camera" | "microphone" | "speaker";

/** Where the picks go, and what is in use. */
export interface DeviceChoice {
  /** The id in use; empty when none is. */
  inUse(kind: DeviceKind): string;
  choose(kind: DeviceKind, device: Device): void;
}

/** The id of the one that was chosen last; empty: none ever was. */
export function chosen(kind: DeviceKind): string {
  const settings = loadSettings();
  return kind === "speaker" ? settings.speaker : settings[kind].deviceId;
}

export function remember(kind: DeviceKind, { deviceId, groupId, label }: Device): void {
  saveSettings({ [kind]: kind === "speaker" ? deviceId : { deviceId, groupId, label } });
}

const KINDS: Record<DeviceKind, { media: MediaDeviceKind; icon: IconName; label: string }> = {
  camera: { media: "videoinput", icon: "camera", label: "Camera" },
  microphone: { media: "audioinput", icon: "microphone", label: "Microphone" },
  speaker: { media: "audiooutput", icon: "speaker", label: "Speaker" },
};

/** Whether this browser lets a page choose where the sound comes out. */
export const CAN_CHOOSE_SPEAKER = "setSinkId" in HTMLMediaElement.prototype;

/** The pickers for camera, microphone and, where the browser can, speaker. */
export class ParleyDevices extends View {
  readonly #choice: DeviceChoice;
  readonly #pickers = new Map<DeviceKind, HTMLSelectElement>();
  #devices: readonly MediaDeviceInfo[] = [];

  constructor(choice: DeviceChoice) {
    super();
    this.#choice = choice;
  }

  protected open(): void {
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", "Devices");
    const kinds: DeviceKind[] = [
      "camera",
      "microphone",
      ...(CAN_CHOOSE_SPEAKER ? ["speaker" as const] : []),
    ];
    for (const kind of kinds) this.append(this.#row(kind));
    const media = navigator.mediaDevices;
    if (media) this.listen(media, "devicechange", () => this.refresh());
    this.refresh();
  }

  /** Reads the list again: names come only after a permission is given. */
  async refresh(): Promise<void> {
    this.#devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    for (const [kind, select] of this.#pickers) {
      this.#fill(
        select,
        kind,
        this.#devices.filter(({ kind: type, deviceId }) => type === KINDS[kind].media && deviceId),
      );
    }
  }

  #choose(kind: DeviceKind, id: string): void {
    const { media } = KINDS[kind];
    const device = this.#devices.find((each) => each.kind === media && each.deviceId === id);
    if (device) this.#choice.choose(kind, device);
  }

  #row(kind: DeviceKind): HTMLElement {
    const id = uniqueId(kind);
    const select = el("select", { id, onchange: () => this.#choose(kind, select.value) });
    this.#pickers.set(kind, select);
    const { icon: name, label } = KINDS[kind];
    return el(
      "div",
      { class: "device" },
      icon(name),
      el("label", { for: id, class: "unseen" }, label),
      select,
    );
  }

  #fill(select: HTMLSelectElement, kind: DeviceKind, devices: MediaDeviceInfo[]): void {
    const name = KINDS[kind].label;
    const options = devices.map((device, at) =>
      el("option", { value: device.deviceId }, device.label || `${name} ${at + 1}`),
    );
    const none = kind === "speaker" ? "Standard speaker" : `No ${name.toLowerCase()} to choose`;
    select.replaceChildren(...(options.length ? options : [el("option", { value: "" }, none)]));
    select.disabled = options.length === 0;
    const used = this.#choice.inUse(kind);
    if (devices.some((device) => device.deviceId === used)) select.value = used;
  }
}

customElements.define("parley-devices", ParleyDevices);
