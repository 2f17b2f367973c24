/** What the app remembers on this device, and nowhere else. */
export interface Settings {
  readonly name: string;
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  /** Device ids as the browser gives them to this site; empty: the browser's choice. */
  readonly microphone: string;
  readonly camera: string;
  readonly speaker: string;
  readonly theme: Theme;
}

export type Theme = "auto" | "dark" | "light";

const KEY = "parley.settings";
const DEFAULTS: Settings = {
  name: "",
  microphoneOn: true,
  cameraOn: true,
  microphone: "",
  camera: "",
  speaker: "",
  theme: "auto",
};

/** The stored settings; what is missing, or of a wrong type, is the default. */
export function loadSettings(store: Storage | undefined = storage()): Settings {
  const stored = parse(store?.getItem(KEY) ?? null);
  const entries = Object.entries(DEFAULTS).map(([key, fallback]) => {
    const value = stored[key];
    return [key, typeof value === typeof fallback ? value : fallback];
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
