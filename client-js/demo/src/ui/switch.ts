import { el, uniqueId } from "./dom.js";

/** A line with a switch: what it does, in a word and in a sentence. */
export class Switch {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;

  constructor(word: string, sentence: string, turned: (on: boolean) => void) {
    const [id, about] = [uniqueId("switch"), uniqueId("about")];
    this.#input = el("input", {
      id,
      type: "checkbox",
      role: "switch",
      "aria-describedby": about,
      onchange: () => turned(this.#input.checked),
    });
    const label = el("label", { for: id }, word);
    const text = el("div", {}, label, el("p", { class: "hint", id: about }, sentence));
    this.element = el("div", { class: "switch" }, text, this.#input);
  }

  show(on: boolean): void {
    this.#input.checked = on;
  }
}
