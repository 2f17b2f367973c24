import { nameOf } from "../call/person.js";
import type { FileExchange, Peer, Transfer } from "../sdk.js";
import { notify } from "../ui/toasts.js";
import { View } from "../ui/view.js";
import { ParleyFile } from "./card.js";

/** The newest stand first; more than these are not kept once they are over. */
const KEPT = 20;

/** All files on their way, whoever sent them; away while there are none. */
export class ParleyFiles extends View {
  readonly #exchange: FileExchange;
  readonly #people: () => number;
  readonly #cards = new Map<Transfer, ParleyFile>();

  /** @param people how many others are here */
  constructor(exchange: FileExchange, people: () => number) {
    super();
    this.#exchange = exchange;
    this.#people = people;
  }

  protected open(): void {
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", "Files");
    this.hidden = true;
    this.owns(
      this.#exchange.on("offer", (transfer) => {
        this.#add(transfer);
        notify(this, `${nameOf(transfer.peer)} offers you ${transfer.name}`);
      }),
    );
    this.owns(this.#exchange.on("change", (transfer) => this.#cards.get(transfer)?.show()));
    this.owns(() => this.#exchange.close());
  }

  /** Offers files to one, or to all. */
  send(files: readonly File[], to?: Peer): void {
    if (files.length === 0) return;
    if (!to && this.#people() === 0) return notify(this, "Nobody else is here to send it to.");
    try {
      const sent = files.flatMap((file) => this.#exchange.offer(file, to));
      for (const transfer of sent) this.#add(transfer);
      const what = files.length === 1 ? (files[0]?.name ?? "A file") : `${files.length} files`;
      notify(this, `${what} offered to ${to ? nameOf(to) : "everybody"}`);
    } catch {
      notify(this, "That is too much at once. Wait for the other files.");
    }
  }

  /** How the people are connected has changed, which the cards say. */
  show(): void {
    for (const card of this.#cards.values()) card.show();
  }

  #add(transfer: Transfer): void {
    const card = new ParleyFile(transfer, () => this.#remove(transfer));
    this.#cards.set(transfer, card);
    this.prepend(card);
    this.hidden = false;
    const over = [...this.#cards.keys()].filter(({ state }) => !/offered|running/.test(state));
    for (const old of over.slice(0, Math.max(0, this.#cards.size - KEPT))) this.#remove(old);
  }

  #remove(transfer: Transfer): void {
    this.#cards.get(transfer)?.remove();
    this.#cards.delete(transfer);
    this.hidden = this.#cards.size === 0;
  }
}

customElements.define("parley-files", ParleyFiles);
