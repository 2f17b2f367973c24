import type { Farewell } from "./farewell.js";
import { brand } from "./ui/brand.js";
import { el } from "./ui/dom.js";
import { icon } from "./ui/icons.js";
import { View } from "./ui/view.js";

export interface NoticeActions {
  again(): void;
  home(): void;
}

/** One message on a page of its own, with the way on. */
export class ParleyNotice extends View {
  readonly #farewell: Farewell;
  readonly #actions: NoticeActions;

  constructor(farewell: Farewell, actions: NoticeActions) {
    super();
    this.#farewell = farewell;
    this.#actions = actions;
  }

  protected open(): void {
    this.setAttribute("role", "main");
    const { icon: name, title, text, again } = this.#farewell;
    const heading = el("h1", { tabindex: -1 }, title);
    const rejoin = el(
      "button",
      { type: "button", class: "primary", onclick: () => this.#actions.again() },
      icon("refresh"),
      "Join again",
    );
    const home = el(
      "button",
      { type: "button", class: again ? "plain" : "primary", onclick: () => this.#actions.home() },
      icon("home"),
      "Start another call",
    );
    this.append(
      brand(),
      el("div", { class: "sign" }, icon(name)),
      heading,
      el("p", {}, text),
      el("div", { class: "ways" }, again && rejoin, home),
    );
    heading.focus();
  }
}

customElements.define("parley-notice", ParleyNotice);
