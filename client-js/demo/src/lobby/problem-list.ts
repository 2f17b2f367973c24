import { el } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";
import type { LocalMedia } from "./local-media.js";
import { type Problem, problemsOf } from "./problems.js";

/** No other try helps. */
const HOPELESS = ["insecure-context", "unsupported"];

/** What keeps the camera or the microphone from opening, with what to do about it. */
export class ParleyProblems extends View {
  readonly #media: LocalMedia;
  #shown = "";

  constructor(media: LocalMedia) {
    super();
    this.#media = media;
  }

  protected open(): void {
    this.setAttribute("role", "status");
    this.show();
  }

  show(): void {
    const troubles = this.#media.troubles();
    const key = JSON.stringify(troubles);
    if (key === this.#shown) return;
    this.#shown = key;
    const hopeless = Object.values(troubles).every((trouble) => HOPELESS.includes(trouble));
    const cards = problemsOf(troubles).map(problemCard);
    if (!hopeless) cards.at(-1)?.lastElementChild?.append(this.#retryButton());
    this.replaceChildren(...cards);
  }

  #retryButton(): HTMLButtonElement {
    return el(
      "button",
      { type: "button", class: "plain", onclick: () => this.#media.retry() },
      icon("refresh"),
      "Try again",
    );
  }
}

function problemCard({ title, advice }: Problem): HTMLElement {
  const text = el("div", {}, el("strong", {}, title), el("p", {}, advice));
  return el("div", { class: "problem" }, icon("warning"), text);
}

customElements.define("parley-problems", ParleyProblems);
