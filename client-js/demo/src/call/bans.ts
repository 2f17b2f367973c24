import type { Ban } from "../sdk.js";
import { chip } from "../ui/chip.js";
import { el } from "../ui/dom.js";
import { View } from "../ui/view.js";
import type { Moderator } from "./moderator.js";
import { nameOfProfile } from "./person.js";

/** Who is kept out, in the list of a moderator. */
export class ParleyBans extends View {
  readonly #moderator: Moderator;
  readonly #list = el("ul", { "aria-label": "Kept out" });
  #drawn = "";

  constructor(moderator: Moderator) {
    super();
    this.#moderator = moderator;
    this.hidden = true;
  }

  protected open(): void {
    this.append(el("div", { class: "head" }, el("h3", {}, "Kept out")), this.#list);
  }

  show(bans: readonly Ban[]): void {
    const drawn = JSON.stringify(bans);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.hidden = bans.length === 0;
    this.#list.replaceChildren(...bans.map((ban) => this.#row(ban)));
  }

  #row(ban: Ban): HTMLLIElement {
    const name = nameOfProfile(ban.name === undefined ? {} : { name: ban.name });
    const who = el("span", { class: "who" }, el("span", { class: "name" }, name));
    if (ban.user) who.append(el("span", { class: "details" }, ban.user));
    const undo = chip("unlock", "Allow again", () => this.#moderator.unban(ban));
    undo.setAttribute("aria-label", `Allow again: ${name}`);
    return el("li", {}, el("div", { class: "line" }, who, undo));
  }
}

customElements.define("parley-bans", ParleyBans);
