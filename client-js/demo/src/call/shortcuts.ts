/** What the person can do in a call by one key, one button, or both. */
export type Action =
  | "microphone"
  | "camera"
  | "screen"
  | "hand"
  | "react"
  | "chat"
  | "people"
  | "invite"
  | "devices"
  | "theme"
  | "help"
  | "leave";

export interface Shortcut {
  readonly key: string;
  readonly action: Action;
  readonly label: string;
}

/** Leaving has no key: a slip of the finger must not end a call. */
export const SHORTCUTS: readonly Shortcut[] = [
  { key: "m", action: "microphone", label: "Microphone on or off" },
  { key: "v", action: "camera", label: "Camera on or off" },
  { key: "s", action: "screen", label: "Share your screen, or stop" },
  { key: "h", action: "hand", label: "Raise or lower your hand" },
  { key: "r", action: "react", label: "Show a reaction" },
  { key: "c", action: "chat", label: "Open or close the chat" },
  { key: "p", action: "people", label: "Open or close the list of people" },
  { key: "i", action: "invite", label: "Copy the invite link" },
  { key: "d", action: "devices", label: "Choose camera, microphone and speaker" },
  { key: "t", action: "theme", label: "Dark or light" },
  { key: "?", action: "help", label: "Show these shortcuts" },
];

/** The parts of a KeyboardEvent that decide. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** The action of a key press; none while the person types text or holds a modifier. */
export function actionOf(press: KeyPress, typing: boolean): Action | undefined {
  if (typing || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (press.repeat || press.isComposing) return undefined;
  const key = press.key.toLowerCase();
  return SHORTCUTS.find((shortcut) => shortcut.key === key)?.action;
}

/** The key of an action, for labels: `m`. */
export function keyOf(action: Action): string | undefined {
  return SHORTCUTS.find((shortcut) => shortcut.action === action)?.key;
}

const NOT_TEXT = new Set([
  "button",
  "checkbox",
  "radio",
  "range",
  "submit",
  "reset",
  "color",
  "file",
]);

/** Whether a key press on `target` writes text or moves through a list. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type);
  return target.isContentEditable || target.matches("textarea, select");
}
