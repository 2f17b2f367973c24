import type { Peer, Self } from "../sdk.js";
import { el } from "../ui/dom.js";
import { View } from "../ui/view.js";
import { inOrder, isPeer, type Person } from "./person.js";
import { type Listed, type More, PersonRow } from "./person-row.js";

/** What stands above and below the list. */
export interface Around {
  readonly above: readonly HTMLElement[];
  readonly below: readonly HTMLElement[];
}

/** Who is here: names, roles, hands, what is muted, and below each what can be done. */
export class ParleyPeople extends View {
  readonly #more: (peer: Peer) => More;
  readonly #around: Around;
  readonly #list = el("ul", { "aria-label": "People in the call" });
  readonly #rows = new Map<Peer | Self, PersonRow>();

  /** `more` makes what opens below somebody else. */
  constructor(more: (peer: Peer) => More, around: Around) {
    super();
    this.#more = more;
    this.#around = around;
  }

  protected open(): void {
    this.append(...this.#around.above, this.#list, ...this.#around.below);
  }

  show(everybody: ReadonlyMap<Peer | Self, Person>): void {
    for (const [gone, row] of this.#rows) {
      if (everybody.has(gone)) continue;
      row.element.remove();
      this.#rows.delete(gone);
    }
    for (const [someone, person] of everybody)
      this.#draw(someone, isPeer(someone) ? { person, peer: someone } : { person });
    this.#sort(inOrder(everybody));
  }

  #draw(someone: Peer | Self, listed: Listed): void {
    const known = this.#rows.get(someone);
    if (known) return known.show(listed);
    const more = isPeer(someone) ? this.#more(someone) : undefined;
    this.#rows.set(someone, new PersonRow(listed, more));
  }

  /** Moves only what stands wrong, and gives a moved row its focus back. */
  #sort(order: readonly (Peer | Self)[]): void {
    const focused = document.activeElement;
    order.forEach((someone, at) => {
      const element = this.#rows.get(someone)?.element;
      const standing = this.#list.children[at];
      if (element && element !== standing) this.#list.insertBefore(element, standing ?? null);
    });
    if (focused instanceof HTMLElement && this.contains(focused)) focused.focus();
  }
}

customElements.define("parley-people", ParleyPeople);
