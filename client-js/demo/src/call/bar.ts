import type { Publish, SlotState } from "../sdk.js";
import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";
import { canShare } from "./sharing.js";
import { type Action, keyOf } from "./shortcuts.js";

/** What the bar shows. */
export interface BarState {
  readonly microphone: SlotState;
  readonly camera: SlotState;
  readonly screen: "on" | "off";
  readonly hand: boolean;
  readonly reacting: boolean;
  readonly panel: "chat" | "people" | undefined;
  readonly unread: number;
  readonly people: number;
  /** How many wait to be let in, for those who let in. */
  readonly knocking: number;
  /** What oneself may not give. */
  readonly barred: readonly Publish[];
}

type BarAction = Exclude<Action, "help" | "theme">;

/** The spoken name holds the visible word, so that people who talk to their computer can click it. */
const BUTTONS: readonly { action: BarAction; word: string; name: string }[] = [
  { action: "microphone", word: "Mute", name: "Mute microphone" },
  { action: "camera", word: "Camera", name: "Turn camera off" },
  { action: "screen", word: "Share", name: "Share your screen" },
  { action: "hand", word: "Hand", name: "Raise hand" },
  { action: "react", word: "React", name: "React" },
  { action: "chat", word: "Chat", name: "Chat" },
  { action: "people", word: "People", name: "People" },
  { action: "invite", word: "Invite", name: "Invite people" },
  { action: "devices", word: "Devices", name: "Devices" },
  { action: "leave", word: "Leave", name: "Leave the call" },
];

/** The same, of what one may not give. */
const BARRED = {
  microphone: { word: "Muted", name: "Muted by a moderator" },
  camera: { word: "Taken", name: "Camera taken by a moderator" },
  screen: { word: "Share", name: "Share: not allowed here" },
} as const;

/** The bar at the foot of the call. */
export class ParleyBar extends View {
  readonly #act: (action: Action) => void;
  readonly #buttons = new Map<BarAction, HTMLButtonElement>();
  readonly #unread = el("span", { class: "badge", "aria-hidden": "true" });
  readonly #count = el("span", { class: "badge calm", "aria-hidden": "true" });

  constructor(act: (action: Action) => void) {
    super();
    this.#act = act;
  }

  protected open(): void {
    this.setAttribute("role", "toolbar");
    this.setAttribute("aria-label", "Call");
    for (const { action, word, name } of BUTTONS) {
      if (action === "screen" && !canShare()) continue;
      const face = el("span", { class: "face" });
      face.append(icon(action));
      const button = el(
        "button",
        { type: "button", class: action, onclick: () => this.#act(action) },
        face,
        el("span", { class: "word" }, word),
      );
      const key = keyOf(action);
      if (key) button.setAttribute("aria-keyshortcuts", key);
      this.#buttons.set(action, button);
      this.append(button);
      this.#name(action, name);
    }
    this.#buttons.get("chat")?.append(this.#unread);
    this.#buttons.get("people")?.append(this.#count);
  }

  show(state: BarState): void {
    this.#showSlot("microphone", state.microphone);
    this.#showSlot("camera", state.camera);
    this.#showShare(state.screen === "on");
    this.#bar(state.barred);
    this.#buttons.get("hand")?.setAttribute("aria-pressed", String(state.hand));
    this.#name("hand", state.hand ? "Lower hand" : "Raise hand");
    this.#buttons.get("react")?.setAttribute("aria-expanded", String(state.reacting));
    for (const panel of ["chat", "people"] as const) {
      this.#buttons.get(panel)?.setAttribute("aria-expanded", String(state.panel === panel));
    }
    this.#unread.hidden = state.unread === 0;
    this.#unread.dataset.count = state.unread > 9 ? "9+" : String(state.unread);
    this.#count.dataset.count = String(state.knocking || state.people);
    this.#name("chat", state.unread > 0 ? `Chat, ${state.unread} unread` : "Chat");
    const knocking = state.knocking > 0 ? `, ${state.knocking} waiting` : "";
    this.#count.classList.toggle("calm", state.knocking === 0);
    this.#name("people", `People, ${state.people} in the call${knocking}`);
  }

  /** The button that a panel goes back to when it closes. */
  focusOn(action: BarAction): void {
    this.#buttons.get(action)?.focus();
  }

  #showSlot(kind: "microphone" | "camera", state: SlotState): void {
    const on = state === "on";
    const button = this.#buttons.get(kind);
    button?.querySelector(".face")?.replaceChildren(icon(on ? kind : `${kind}-off`));
    if (button) button.dataset.state = state;
    const word = button?.querySelector(".word");
    if (word) setText(word, kind === "camera" ? "Camera" : on ? "Mute" : "Unmute");
    const name =
      kind === "camera"
        ? `Turn camera ${on ? "off" : "on"}`
        : `${on ? "Mute" : "Unmute"} microphone`;
    this.#name(kind, name);
  }

  /** A button that a moderator took says so, and stays to be pressed: it then tells why. */
  #bar(barred: readonly Publish[]): void {
    for (const kind of ["microphone", "camera", "screen"] as const) {
      const button = this.#buttons.get(kind);
      const is = barred.includes(kind);
      button?.setAttribute("aria-disabled", String(is));
      if (!is) continue;
      this.#name(kind, BARRED[kind].name);
      const word = button?.querySelector(".word");
      if (word) setText(word, BARRED[kind].word);
    }
  }

  #showShare(on: boolean): void {
    this.#buttons.get("screen")?.setAttribute("aria-pressed", String(on));
    this.#name("screen", on ? "Stop sharing your screen" : "Share your screen");
    const word = this.#buttons.get("screen")?.querySelector(".word");
    if (word) setText(word, on ? "Stop" : "Share");
  }

  #name(action: BarAction, name: string): void {
    const button = this.#buttons.get(action);
    const key = keyOf(action);
    button?.setAttribute("aria-label", name);
    if (button) button.title = key ? `${name} (${key.toUpperCase()})` : name;
  }
}

customElements.define("parley-bar", ParleyBar);
