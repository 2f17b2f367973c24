import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";

/** In place of the form while somebody has to let this person in; the preview goes on beside it. */
export class ParleyWaiting extends View {
  readonly #leave: () => void;
  readonly #title = el("h1", { tabindex: -1 }, "Waiting to be let in");
  readonly #place = el("p", { class: "place", role: "status" });

  constructor(leave: () => void) {
    super();
    this.#leave = leave;
    this.hidden = true;
  }

  protected open(): void {
    const leave = el(
      "button",
      { type: "button", class: "plain", onclick: () => this.#leave() },
      icon("close"),
      "Stop waiting",
    );
    const text =
      "Whoever moderates the room sees that you are here. You come in by yourself as soon as they let you.";
    this.append(
      el("div", { class: "sign" }, icon("door")),
      this.#title,
      this.#place,
      el("p", { class: "lead" }, text),
      leave,
    );
  }

  /** The place in the line, from 1; undefined: one does not wait. */
  show(position: number | undefined): void {
    const begins = this.hidden && position !== undefined;
    this.hidden = position === undefined;
    if (position !== undefined) setText(this.#place, placeText(position));
    if (begins) this.#title.focus();
  }
}

function placeText(position: number): string {
  return position === 1 ? "You are the first in line." : `You are number ${position} in line.`;
}

customElements.define("parley-waiting", ParleyWaiting);
