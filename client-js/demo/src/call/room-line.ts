import type { RoomPolicy } from "../sdk.js";
import { chip } from "../ui/chip.js";
import { el, setText } from "../ui/dom.js";
import { View } from "../ui/view.js";
import type { Moderator } from "./moderator.js";

/** The head of the list of people: the rules of the room in a few words, and the way to change them. */
export class ParleyRoomLine extends View {
  readonly #moderator: Moderator;
  readonly #text = el("p", { class: "hint", role: "status" });
  readonly #settings: HTMLButtonElement;

  constructor(moderator: Moderator, settings: () => void) {
    super();
    this.#moderator = moderator;
    this.#settings = chip("settings", "Room settings", settings);
  }

  protected open(): void {
    this.append(this.#text, this.#settings);
  }

  show(policy: RoomPolicy): void {
    this.#settings.hidden = !this.#moderator.active;
    const text = rulesText(policy);
    setText(this.#text, text);
    this.hidden = !text && !this.#moderator.active;
  }
}

/** What is not as usual: `Locked · Lobby on`. */
export function rulesText({ locked, lobby, relay }: RoomPolicy): string {
  const rules = [locked && "Locked", lobby && "Lobby on", relay && "Addresses hidden"];
  return rules.filter(Boolean).join(" · ");
}

customElements.define("parley-room-line", ParleyRoomLine);
