import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";

export type PanelName = "chat" | "people";

const TITLES: Record<PanelName, string> = { chat: "Chat", people: "People" };

/** The side of the call: one of its pages at a time, or none. On a phone it covers the call. */
export class ParleyPanel extends View {
  readonly #pages: Record<PanelName, HTMLElement>;
  readonly #close: () => void;
  readonly #title = el("h2", {});

  constructor(pages: Record<PanelName, HTMLElement>, close: () => void) {
    super();
    this.#pages = pages;
    this.#close = close;
  }

  protected open(): void {
    this.setAttribute("role", "region");
    const close = el(
      "button",
      { type: "button", class: "round quiet", "aria-label": "Close", onclick: () => this.#close() },
      icon("close"),
    );
    this.append(
      el("div", { class: "head" }, this.#title, close),
      this.#pages.chat,
      this.#pages.people,
    );
    this.show(undefined);
  }

  show(name: PanelName | undefined): void {
    this.hidden = name === undefined;
    for (const key of ["chat", "people"] as const) this.#pages[key].hidden = key !== name;
    if (!name) return;
    setText(this.#title, TITLES[name]);
    this.setAttribute("aria-label", TITLES[name]);
  }
}

customElements.define("parley-panel", ParleyPanel);
