import { el } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";
import type { Kind } from "./acquire.js";
import type { LocalMedia } from "./local-media.js";
import { type Problem, problemsOf } from "./problems.js";

const PERMISSIONS: Record<Kind, string> = { microphone: "microphone", camera: "camera" };

/**
 * What keeps the camera or the microphone from opening, with what to do about it. A device that
 * is plugged in, or a permission that is given, is tried at once without a click.
 */
export class ParleyProblems extends View {
  readonly #media: LocalMedia;
  #shown = "";

  constructor(media: LocalMedia) {
    super();
    this.#media = media;
  }

  protected open(): void {
    this.setAttribute("role", "status");
    const devices = navigator.mediaDevices;
    if (devices) this.listen(devices, "devicechange", () => this.#retryIf("missing"));
    for (const kind of ["microphone", "camera"] as const) this.#watchPermission(kind);
    this.show();
  }

  show(): void {
    const troubles = this.#media.troubles();
    const key = JSON.stringify(troubles);
    if (key === this.#shown) return;
    this.#shown = key;
    const hopeless = Object.values(troubles).every((trouble) => trouble === "insecure");
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

  #retryIf(...reasons: string[]): void {
    if (Object.values(this.#media.troubles()).some((trouble) => reasons.includes(trouble)))
      this.#media.retry();
  }

  async #watchPermission(kind: Kind): Promise<void> {
    try {
      const status = await navigator.permissions.query({
        name: PERMISSIONS[kind] as PermissionName,
      });
      this.listen(status, "change", () => {
        if (status.state === "granted") this.#retryIf("denied");
      });
    } catch {
      // Not every browser lets a page ask; the button is there.
    }
  }
}

function problemCard({ title, advice }: Problem): HTMLElement {
  const text = el("div", {}, el("strong", {}, title), el("p", {}, advice));
  return el("div", { class: "problem" }, icon("warning"), text);
}

customElements.define("parley-problems", ParleyProblems);
