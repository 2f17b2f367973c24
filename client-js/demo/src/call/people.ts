import { hueOf, initials } from "../names.js";
import type { Peer, SlotState } from "../sdk.js";
import { el } from "../ui/dom.js";
import { type IconName, icon } from "../ui/icons.js";
import { View } from "../ui/view.js";
import { type Person, PRESENCE_TEXT, slotWord } from "./person.js";

export interface Listed {
  readonly person: Person;
  /** Not set for oneself. */
  readonly peer?: Peer;
  /** May be removed by us. */
  readonly removable?: boolean;
}

const ROLES: Readonly<Record<string, string>> = {
  owner: "Host",
  moderator: "Moderator",
  guest: "Guest",
  observer: "Observer",
};

/** Who is here: names, roles, what is muted, and for the host a way to remove somebody. */
export class ParleyPeople extends View {
  readonly #remove: (peer: Peer) => void;
  readonly #send: (peer: Peer) => void;
  readonly #list = el("ul", { "aria-label": "People in the call" });

  #drawn = "";

  constructor(remove: (peer: Peer) => void, send: (peer: Peer) => void) {
    super();
    this.#remove = remove;
    this.#send = send;
  }

  protected open(): void {
    this.append(this.#list);
  }

  /** Redraws only a list that differs, so that the focus stays where it is. */
  show(people: readonly Listed[]): void {
    const drawn = JSON.stringify(
      people.map(({ person, removable, peer }) => [person, removable, peer?.id]),
    );
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#list.replaceChildren(...people.map((listed) => this.#row(listed)));
  }

  #row({ person, peer, removable }: Listed): HTMLLIElement {
    // The tile tells of a weak connection, and only after a second: a list shall not flicker.
    const trouble = person.presence === "weak" ? "" : PRESENCE_TEXT[person.presence];
    const status = trouble || (person.isSelf ? "You" : "");
    const details = [ROLES[person.role], status].filter(Boolean).join(" · ");
    const avatar = el("span", { class: "initials", "aria-hidden": "true" }, initials(person.name));
    avatar.style.setProperty("--hue", String(hueOf(person.name)));
    return el(
      "li",
      {},
      avatar,
      el(
        "span",
        { class: "who" },
        el("span", { class: "name" }, person.name),
        el("span", { class: "details" }, details),
      ),
      slot("microphone", person.microphone),
      slot("camera", person.camera),
      peer && this.#button("attach", `Send a file to ${person.name}`, () => this.#send(peer)),
      peer &&
        removable &&
        this.#button("remove", `Remove ${person.name} from the call`, () => this.#remove(peer)),
    );
  }

  #button(name: IconName, label: string, act: () => void): HTMLButtonElement {
    return el(
      "button",
      {
        type: "button",
        class: "round quiet small",
        "aria-label": label,
        title: label,
        onclick: act,
      },
      icon(name),
    );
  }
}

function slot(kind: "microphone" | "camera", state: SlotState): HTMLElement {
  const on = state === "on";
  const [label = `${kind} on`] = slotWord(kind, state);
  return el(
    "span",
    { class: on ? "slot" : "slot off", role: "img", "aria-label": label },
    icon(on ? kind : `${kind}-off`),
  );
}

customElements.define("parley-people", ParleyPeople);
