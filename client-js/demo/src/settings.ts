import type { Device } from "./sdk.js";

/** What the app remembers on this device, and nowhere else. */
export interface Settings {
  readonly name: string;
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  /** As they were chosen; with an empty id: the browser's choice. */
  readonly microphone: Device;
  readonly camera: Device;
  /** Its id; empty: the browser's choice. */
  readonly speaker: string;
  readonly theme: Theme;
}

export type Theme = "auto" | "dark" | "light";

const KEY = "parley.settings";
const ANY: Device = { deviceId: "", groupId: "", label: "" };
const DEFAULTS: Settings = {
  name: "",
  microphoneOn: true,
  cameraOn: true,
  microphone: ANY,
  camera: ANY,
  speaker: "",
  theme: "auto",
};

/** The stored settings; what is missing, or of a wrong type, is the default. */
export function loadSettings(store: Storage | undefined = storage()): Settings {
  const stored = parse(store?.getItem(KEY) ?? null);
  const entries = Object.entries(DEFAULTS).map(([key, fallback]) => {
    const value = stored[key];
    return [key, isLike(value, fallback) ? value : fallback];
  });
  const settings = Object.fromEntries(entries) as Settings;
  return isTheme(settings.theme) ? settings : { ...settings, theme: "auto" };
}

/** Changes some of them. A full or forbidden store is no reason to fail: they hold for this page. */
export function saveSettings(
  change: Partial<Settings>,
  store: Storage | undefined = storage(),
): Settings {
  const settings = { ...loadSettings(store), ...change };
  try {
    store?.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Private windows refuse: the call works without a memory.
  }
  return settings;
}

/** Of the same type, and with texts where the default has some. */
function isLike(value: unknown, fallback: unknown): boolean {
  if (typeof fallback !== "object") return typeof value === typeof fallback;
  const fields = Object.keys(fallback ?? {});
  return fields.every((name) => typeof Object(value)[name] === "string");
}

function isTheme(value: string): value is Theme {
  return value === "auto" || value === "dark" || value === "light";
}

function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

function parse(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
