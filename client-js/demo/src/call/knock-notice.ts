import type { Knock } from "../sdk.js";
import { chip } from "../ui/chip.js";
import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { chime } from "../ui/sounds.js";
import { View } from "../ui/view.js";
import type { Moderator } from "./moderator.js";
import { nameOfProfile } from "./person.js";
import { listed } from "./reactions.js";

/** Tells a moderator who knocks: a line at the head of the call, until they came in or it is put off. */
export class ParleyKnockNotice extends View {
  readonly #moderator: Moderator;
  readonly #look: () => void;
  readonly #text = el("span", { role: "status" });
  readonly #admit = chip("door", "Let in", () => this.#letIn(), "primary");
  readonly #seen = new Set<string>();
  #waiting: readonly Knock[] = [];

  /** `look` opens the list of people. */
  constructor(moderator: Moderator, look: () => void) {
    super();
    this.#moderator = moderator;
    this.#look = look;
    this.hidden = true;
  }

  protected open(): void {
    const later = el(
      "button",
      {
        type: "button",
        class: "round quiet small",
        "aria-label": "Later",
        title: "Later",
        onclick: () => this.#later(),
      },
      icon("close"),
    );
    const look = chip("people", "Look", () => this.#look());
    this.append(icon("door"), this.#text, this.#admit, look, later);
  }

  /** `listShown`: the list of people tells it already. */
  show(knocks: readonly Knock[], listShown: boolean): void {
    const waiting = knocks.map(({ session }) => session);
    const known = this.#waiting.map(({ session }) => session);
    if (waiting.some((session) => !known.includes(session))) chime("knock");
    this.#waiting = knocks;
    if (listShown) this.#later();
    const fresh = knocks.filter(({ session }) => !this.#seen.has(session));
    this.hidden = fresh.length === 0;
    setText(this.#text, fresh.length === 0 ? "" : textOf(knocks));
    setText(
      this.#admit.lastElementChild ?? this.#admit,
      knocks.length > 1 ? "Let all in" : "Let in",
    );
  }

  /** One by name: another may come while the finger is on its way. */
  #letIn(): void {
    const [first, ...others] = this.#waiting;
    this.#moderator.admit(others.length === 0 ? first : undefined);
  }

  #later(): void {
    for (const { session } of this.#waiting) this.#seen.add(session);
    this.hidden = true;
  }
}

function textOf(knocks: readonly Knock[]): string {
  const names = knocks.map(({ profile }) => nameOfProfile(profile));
  return `${listed(names)} ${names.length === 1 ? "waits" : "wait"} to be let in`;
}

customElements.define("parley-knock-notice", ParleyKnockNotice);
