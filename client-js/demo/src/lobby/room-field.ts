import { isRoomName, slugify, suggestRoomName } from "../names.js";
import { el, setText, uniqueId } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";

/** Where the room's name is typed; what is typed becomes a name that a link can carry. */
export class ParleyRoomField extends View {
  readonly #input: HTMLInputElement;
  readonly #hint: HTMLElement;
  readonly #invited: string | undefined;

  /** `invited` is the room of the link that was opened. */
  constructor(invited: string | undefined) {
    super();
    this.#invited = invited;
    const [id, hintId] = [uniqueId("room"), uniqueId("room-hint")];
    this.#hint = el("p", { class: "hint", id: hintId });
    this.#input = el("input", {
      id,
      name: "room",
      maxlength: 80,
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      "aria-describedby": hintId,
      oninput: () => this.#show(),
    });
    this.#input.value = invited ?? suggestRoomName();
  }

  protected open(): void {
    const dice = el(
      "button",
      {
        type: "button",
        class: "inner",
        "aria-label": "Suggest another name",
        title: "Suggest another name",
        onclick: () => this.#suggest(),
      },
      icon("dice"),
    );
    this.append(
      el("label", { for: this.#input.id }, "Room name"),
      el("div", { class: "field" }, this.#input, dice),
      this.#hint,
    );
    this.listen(this.#input, "focus", () => this.#input.select());
    this.#show();
  }

  /** The room to join; undefined, and the person is told, when nothing usable is typed. */
  value(): string | undefined {
    const room = this.#roomName();
    if (!room) this.#input.focus();
    return room || undefined;
  }

  /** A link's room is taken as it stands: the case of its letters counts. */
  #roomName(): string {
    const typed = this.#input.value.trim();
    return typed === this.#invited && isRoomName(typed) ? typed : slugify(typed);
  }

  #suggest(): void {
    this.#input.value = suggestRoomName();
    this.#show();
  }

  #show(): void {
    const room = this.#roomName();
    this.#input.setAttribute("aria-invalid", String(!room));
    setText(
      this.#hint,
      room ? `${location.host}/r/${room}` : "Use letters a to z, digits, or - _ . ~",
    );
  }
}

customElements.define("parley-room-field", ParleyRoomField);
