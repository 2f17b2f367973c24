import { nameOf } from "../call/person.js";
import type { Peer } from "../sdk.js";
import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";

/** What the drop zone asks of the call around it. */
export interface DropTarget {
  /** Whose tile it is. */
  personAt(target: EventTarget | null): Peer | undefined;
  send(files: readonly File[], to?: Peer): void;
}

/** Lies over the call while files are dragged over it, and says who will get them. */
export class ParleyDrop extends View {
  readonly #scope: HTMLElement;
  readonly #target: DropTarget;
  readonly #text = el("strong");

  constructor(scope: HTMLElement, target: DropTarget) {
    super();
    this.#scope = scope;
    this.#target = target;
  }

  protected open(): void {
    this.hidden = true;
    this.append(icon("file"), this.#text, el("span", {}, "On somebody's picture: to them alone"));
    this.listen(this.#scope, "dragover", (event) => this.#over(event as DragEvent));
    this.listen(this.#scope, "dragleave", (event) => this.#left(event as DragEvent));
    this.listen(this.#scope, "drop", (event) => this.#dropped(event as DragEvent));
    this.listen(document, "paste", (event) => {
      const files = [...((event as ClipboardEvent).clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.#target.send(files);
    });
  }

  #over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    const peer = this.#target.personAt(event.target);
    setText(this.#text, peer ? `Drop to send to ${nameOf(peer)}` : "Drop to send to everybody");
    this.hidden = false;
  }

  #left({ relatedTarget }: DragEvent): void {
    if (!(relatedTarget instanceof Node) || !this.#scope.contains(relatedTarget))
      this.hidden = true;
  }

  #dropped(event: DragEvent): void {
    this.hidden = true;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.#target.send(files, this.#target.personAt(event.target));
  }
}

customElements.define("parley-drop", ParleyDrop);

/** The browser's own choice of files. */
export function chooseFiles(chosen: (files: readonly File[]) => void): void {
  const input = el("input", { type: "file", multiple: true });
  input.addEventListener("change", () => chosen([...(input.files ?? [])]));
  input.click();
}
