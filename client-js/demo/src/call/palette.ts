import { el } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";
import { REACTIONS, type Reaction } from "./reactions.js";

export interface PaletteActions {
  react(reaction: Reaction): void;
  hand(): void;
  /** It was closed; `back`: the focus belongs to the button that opened it. */
  closed(back: boolean): void;
}

/** The reactions above the bar, while they are open; on the smallest phones, the hand as well. */
export class ParleyPalette extends View {
  readonly #actions: PaletteActions;
  readonly #hand = el("button", {
    type: "button",
    class: "hand",
    onclick: () => this.#actions.hand(),
  });

  constructor(actions: PaletteActions) {
    super();
    this.#actions = actions;
    this.hidden = true;
  }

  protected open(): void {
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", "Reactions");
    this.append(...REACTIONS.map((reaction) => this.#button(reaction)), this.#hand);
    this.listen(document, "pointerdown", ({ target }) => {
      const button = target instanceof Element && target.closest("parley-bar .react");
      if (target instanceof Node && !button && !this.contains(target)) this.close(false);
    });
    this.listen(this, "keydown", (event) => {
      if (event instanceof KeyboardEvent) this.#move(event);
    });
  }

  toggle(): void {
    if (this.close(true)) return;
    this.hidden = false;
    this.querySelector("button")?.focus();
  }

  /** Does nothing when it is closed; true when it was open. */
  close(back: boolean): boolean {
    if (this.hidden) return false;
    this.hidden = true;
    this.#actions.closed(back);
    return true;
  }

  show(handRaised: boolean): void {
    const text = handRaised ? "Lower hand" : "Raise hand";
    this.#hand.replaceChildren(icon("hand"), text);
    this.#hand.setAttribute("aria-pressed", String(handRaised));
  }

  #button(reaction: Reaction): HTMLButtonElement {
    const { emoji, word } = reaction;
    const act = () => this.#actions.react(reaction);
    return el(
      "button",
      {
        type: "button",
        class: "round quiet",
        "aria-label": `React: ${word}`,
        title: word,
        onclick: act,
      },
      el("span", { class: "emoji", "aria-hidden": "true" }, emoji),
    );
  }

  /** The arrows go along the row, as in any toolbar. */
  #move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const buttons = [...this.querySelectorAll("button")].filter((each) => each.checkVisibility());
    const at = buttons.findIndex((each) => each.matches(":focus"));
    buttons.at((at + step) % buttons.length)?.focus();
    event.preventDefault();
  }
}

customElements.define("parley-palette", ParleyPalette);
