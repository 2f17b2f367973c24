import { el } from "./dom.js";
import { View } from "./view.js";

const SHOWN_MS = 4500;
const AT_ONCE = 3;
const NOTIFY = "parley-notify";

/** Tells the person something short; it bubbles up to the app's one list of toasts. */
export function notify(from: EventTarget, text: string): void {
  from.dispatchEvent(new CustomEvent(NOTIFY, { bubbles: true, detail: text }));
}

/** The toasts of the page. A polite live region: a screen reader speaks each of them once. */
export class ParleyToasts extends View {
  readonly #scope: EventTarget;

  constructor(scope: EventTarget) {
    super();
    this.#scope = scope;
  }

  protected open(): void {
    this.setAttribute("role", "status");
    this.setAttribute("aria-live", "polite");
    this.listen(this.#scope, NOTIFY, (event) => {
      if (event instanceof CustomEvent) this.#show(String(event.detail));
    });
  }

  #show(text: string): void {
    const toast = el("div", { class: "toast" }, text);
    this.append(toast);
    while (this.childElementCount > AT_ONCE) this.firstElementChild?.remove();
    setTimeout(() => toast.remove(), SHOWN_MS);
  }
}

customElements.define("parley-toasts", ParleyToasts);
