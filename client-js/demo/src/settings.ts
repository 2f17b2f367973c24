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
  /** Who one is to those who call; empty: one is not reachable. */
  readonly user: string;
  /** The users that one watches and calls. */
  readonly contacts: readonly string[];
  /** `here`, `away` or `quiet`. */
  readonly mood: string;
  /** A sound when somebody knocks at a room that one moderates. */
  readonly knockSound: boolean;
  /** A sound when somebody calls, and while one calls somebody. */
  readonly ringSound: boolean;
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
  user: "",
  contacts: [],
  mood: "here",
  knockSound: false,
  ringSound: true,
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

const TOKEN = "parley.token";

/** The token of a link, kept for reloads of this tab alone; without one, that which was kept. */
export function tabToken(token: string | undefined): string | undefined {
  try {
    if (token) sessionStorage.setItem(TOKEN, token);
    return sessionStorage.getItem(TOKEN) ?? undefined;
  } catch {
    return token;
  }
}

/** Of the same type, and with texts where the default has some. */
function isLike(value: unknown, fallback: unknown): boolean {
  if (Array.isArray(fallback)) return isTexts(value);
  if (typeof fallback !== "object") return typeof value === typeof fallback;
  const fields = Object.keys(fallback ?? {});
  return fields.every((name) => typeof Object(value)[name] === "string");
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
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
