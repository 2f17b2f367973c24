import { hueOf, initials } from "../names.js";
import type { Peer, SlotState } from "../sdk.js";
import { el, setText, uniqueId } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { type Person, PRESENCE_TEXT, slotWord } from "./person.js";
import { ROLE_TEXT } from "./rights.js";

/** A person in the list. */
export interface Listed {
  readonly person: Person;
  /** Not set for oneself. */
  readonly peer?: Peer;
}

/** What opens below a person: drawn again when the person changes. */
export interface More {
  readonly element: HTMLElement;
  show(listed: Listed): void;
}

/** One line of the list of people. It changes in place, so that the focus stays where it is. */
export class PersonRow {
  readonly element = el("li");
  readonly #avatar = el("span", { class: "initials", "aria-hidden": "true" });
  readonly #name = el("span", { class: "name" });
  readonly #details = el("span", { class: "details" });
  readonly #place = el("span");
  readonly #hand = el("span", { class: "hand", role: "img" }, icon("hand"), this.#place);
  readonly #slots = { microphone: slotMark(), camera: slotMark() };
  readonly #button = el("button", { type: "button", class: "round quiet small" }, icon("more"));
  readonly #more: More | undefined;

  /** `more` opens below; none: there is nothing to be done about this person. */
  constructor(listed: Listed, more: More | undefined) {
    this.#more = more;
    const who = el("span", { class: "who" }, this.#name, this.#details);
    const { microphone, camera } = this.#slots;
    const line = el("div", { class: "line" }, this.#avatar, who, this.#hand, microphone, camera);
    this.element.append(line);
    if (more) {
      more.element.id = uniqueId("more");
      more.element.hidden = true;
      this.#button.setAttribute("aria-controls", more.element.id);
      this.#button.addEventListener("click", () => this.#toggle());
      line.append(this.#button);
      this.element.append(more.element);
    }
    this.show(listed);
  }

  show(listed: Listed): void {
    const { person } = listed;
    // The tile tells of a weak connection, and only after a second: a list shall not flicker.
    const trouble = person.presence === "weak" ? "" : PRESENCE_TEXT[person.presence];
    const about = [
      person.isSelf ? "You" : "",
      person.role === "member" ? "" : ROLE_TEXT[person.role],
      trouble,
    ];
    setText(this.#avatar, initials(person.name));
    this.#avatar.style.setProperty("--hue", String(hueOf(person.name)));
    setText(this.#name, person.name);
    setText(this.#details, about.filter(Boolean).join(" · "));
    this.#hand.hidden = person.hand === 0;
    this.#hand.setAttribute("aria-label", `hand raised, number ${person.hand} in line`);
    setText(this.#place, String(person.hand));
    for (const kind of ["microphone", "camera"] as const)
      drawSlot(this.#slots[kind], kind, person[kind]);
    this.#button.setAttribute("aria-label", `More about ${person.name}`);
    this.#button.title = `More about ${person.name}`;
    this.#more?.show(listed);
    this.#open(!this.#more?.element.hidden);
  }

  #toggle(): void {
    if (!this.#more) return;
    this.#more.element.hidden = !this.#more.element.hidden;
    this.#open(!this.#more.element.hidden);
  }

  #open(yes: boolean): void {
    this.#button.setAttribute("aria-expanded", String(yes));
    this.element.toggleAttribute("data-open", yes && this.#more !== undefined);
  }
}

function slotMark(): HTMLElement {
  return el("span", { class: "slot", role: "img" });
}

function drawSlot(mark: HTMLElement, kind: "microphone" | "camera", state: SlotState): void {
  const [label = `${kind} on`] = slotWord(kind, state);
  if (mark.getAttribute("aria-label") === label) return;
  const on = state === "on";
  mark.classList.toggle("off", !on);
  mark.setAttribute("aria-label", label);
  mark.title = label;
  mark.replaceChildren(icon(on ? kind : `${kind}-off`));
}
