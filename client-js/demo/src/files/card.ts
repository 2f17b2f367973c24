import type { Transfer } from "../sdk.js";
import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";
import { partyText, stateText } from "./words.js";

/** One file on its way: what it is as text, how far it is, and what one can do about it. */
export class ParleyFile extends View {
  readonly #transfer: Transfer;
  readonly #dismiss: () => void;
  readonly #state = el("span", { class: "details" });
  readonly #progress = el("progress", { max: 1 });
  readonly #buttons = el("div", { class: "buttons" });
  #drawn = "";
  #url: string | undefined;

  constructor(transfer: Transfer, dismiss: () => void) {
    super();
    this.#transfer = transfer;
    this.#dismiss = dismiss;
  }

  protected open(): void {
    const { name, type } = this.#transfer;
    const party = partyText(this.#transfer);
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", `${name} ${party}`);
    this.#progress.setAttribute("aria-label", `How much of ${name} is there`);
    this.append(
      icon("file"),
      el(
        "div",
        { class: "what" },
        el("span", { class: "name", title: name }, name),
        el("span", { class: "details" }, `${party} · ${type || "unknown type"}`),
        this.#state,
      ),
      this.#progress,
      this.#buttons,
    );
    this.owns(() => this.#url && URL.revokeObjectURL(this.#url));
    this.show();
  }

  show(): void {
    const { state, bytes, size } = this.#transfer;
    this.dataset.state = state;
    setText(this.#state, stateText(this.#transfer));
    this.#progress.hidden = state !== "running";
    this.#progress.value = size === 0 ? 1 : bytes / size;
    if (state === this.#drawn) return;
    this.#drawn = state;
    this.#buttons.replaceChildren(...this.#actions());
  }

  #actions(): HTMLElement[] {
    const transfer = this.#transfer;
    const { state, direction, file } = transfer;
    if (state === "offered" && direction === "in")
      return [
        this.#button("Decline", "plain", () => transfer.decline()),
        this.#button("Accept", "primary", () => transfer.accept()),
      ];
    if (state === "offered" || state === "running")
      return [this.#button("Cancel", "plain", () => transfer.cancel())];
    const dismiss = this.#button("Dismiss", "plain", this.#dismiss);
    return file ? [dismiss, this.#save(file)] : [dismiss];
  }

  #button(word: string, look: string, act: () => void): HTMLButtonElement {
    const label = `${word} ${this.#transfer.name}`;
    return el("button", { type: "button", class: look, "aria-label": label, onclick: act }, word);
  }

  #save(file: Blob): HTMLAnchorElement {
    this.#url ??= URL.createObjectURL(file);
    const { name } = this.#transfer;
    const attributes = { href: this.#url, download: name, class: "save" };
    return el("a", { ...attributes, "aria-label": `Save ${name}` }, "Save");
  }
}

customElements.define("parley-file", ParleyFile);
