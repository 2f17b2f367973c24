import { hueOf, initials } from "../names.js";
import type { Knock } from "../sdk.js";
import { chip } from "../ui/chip.js";
import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";
import type { Moderator } from "./moderator.js";
import { nameOfProfile } from "./person.js";

/** Who waits in front of the door, in the list of a moderator: let in, or turned away. */
export class ParleyKnocks extends View {
  readonly #moderator: Moderator;
  readonly #title = el("h3");
  readonly #all = chip("door", "Let all in", () => this.#moderator.admit(), "primary");
  readonly #list = el("ul", { "aria-label": "Waiting to be let in" });
  #drawn = "";

  constructor(moderator: Moderator) {
    super();
    this.#moderator = moderator;
    this.hidden = true;
  }

  protected open(): void {
    this.append(el("div", { class: "head" }, this.#title, this.#all), this.#list);
  }

  show(knocks: readonly Knock[]): void {
    const drawn = JSON.stringify(knocks.map(({ session, profile }) => [session, profile.name]));
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.hidden = knocks.length === 0;
    this.#all.hidden = knocks.length < 2;
    setText(this.#title, `Waiting (${knocks.length})`);
    this.#list.replaceChildren(...knocks.map((knock) => this.#row(knock)));
  }

  #row(knock: Knock): HTMLLIElement {
    const name = nameOfProfile(knock.profile);
    const avatar = el("span", { class: "initials", "aria-hidden": "true" }, initials(name));
    avatar.style.setProperty("--hue", String(hueOf(name)));
    const who = el("span", { class: "who" }, el("span", { class: "name" }, name));
    if (knock.user) who.append(el("span", { class: "details" }, knock.user));
    const label = `Turn ${name} away`;
    const deny = el(
      "button",
      {
        type: "button",
        class: "round quiet small",
        "aria-label": label,
        title: label,
        onclick: () => this.#moderator.deny(knock),
      },
      icon("close"),
    );
    const admit = chip("door", "Let in", () => this.#moderator.admit(knock), "primary");
    admit.setAttribute("aria-label", `Let in ${name}`);
    return el("li", {}, el("div", { class: "line" }, avatar, who, admit, deny));
  }
}

customElements.define("parley-knocks", ParleyKnocks);
