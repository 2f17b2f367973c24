import type { RoomState } from "../sdk.js";
import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { isDark } from "../ui/theme.js";
import { View } from "../ui/view.js";
import { ParleyGateway } from "./gateway.js";
import { type Action, keyOf } from "./shortcuts.js";

/** The head of the call: where we are, and whether the server hears us. */
export class ParleyTopbar extends View {
  readonly #room: string;
  readonly #act: (action: Action) => void;
  readonly #theme = el("button", {
    type: "button",
    class: "round quiet",
    "aria-keyshortcuts": "t",
    onclick: () => this.#act("theme"),
  });
  readonly #signal = el("span", { class: "signal", role: "img" });
  readonly #gateway = new ParleyGateway();
  readonly #banner = el("p", { class: "banner", role: "status" });

  constructor(room: string, act: (action: Action) => void) {
    super();
    this.#room = room;
    this.#act = act;
  }

  protected open(): void {
    this.append(
      el("div", { class: "where" }, this.#signal, el("h1", {}, this.#room), this.#gateway),
      this.#banner,
      el(
        "div",
        { class: "tools" },
        this.#theme,
        this.#tool("help", "Keyboard shortcuts"),
        this.#tool("invite", "Invite people"), // these where the bar has no room for them
        this.#tool("devices", "Devices"),
      ),
    );
    this.showTheme();
  }

  #tool(action: "help" | "invite" | "devices", name: string): HTMLButtonElement {
    const key = keyOf(action) ?? "";
    return el(
      "button",
      {
        type: "button",
        class: `round quiet ${action}`,
        "aria-label": name,
        title: `${name} (${key.toUpperCase()})`,
        "aria-keyshortcuts": key,
        onclick: () => this.#act(action),
      },
      icon(action),
    );
  }

  showTheme(): void {
    const next = isDark() ? "light" : "dark";
    this.#theme.replaceChildren(icon(next === "light" ? "sun" : "moon"));
    this.#theme.setAttribute("aria-label", `Switch to ${next}`);
    this.#theme.title = `Switch to ${next} (T)`;
  }

  /** `node` is the gateway this page is on. */
  show(state: RoomState, node: string): void {
    this.#signal.dataset.state = state;
    this.#gateway.show(state, node);
    const text = state === "connected" ? "Connected" : "Not connected to the server";
    this.#signal.setAttribute("aria-label", text);
    this.#signal.title = text;
    setText(
      this.#banner,
      state === "reconnecting" ? "Signaling reconnecting, your call goes on" : "",
    );
  }
}

customElements.define("parley-topbar", ParleyTopbar);
