import type { Peer } from "../sdk.js";
import { el, setText } from "../ui/dom.js";
import { type IconName, icon } from "../ui/icons.js";
import type { Listed, More } from "./person-row.js";

export interface PersonActions {
  send(peer: Peer): void;
  remove(peer: Peer): void;
  /** Whether oneself may remove that person. */
  mayRemove(peer: Peer): boolean;
}

/** What can be done about somebody, below their line. */
export class PersonMore implements More {
  readonly element = el("div", { class: "more" });
  readonly #actions: PersonActions;
  readonly #send: HTMLButtonElement;
  readonly #remove: HTMLButtonElement;

  constructor(peer: Peer, actions: PersonActions) {
    this.#actions = actions;
    this.#send = button("attach", "Send a file", () => actions.send(peer));
    this.#remove = button("remove", "Remove", () => actions.remove(peer), "grave");
    this.element.append(this.#send, this.#remove);
  }

  show({ person, peer }: Listed): void {
    this.#send.setAttribute("aria-label", `Send a file to ${person.name}`);
    this.#remove.setAttribute("aria-label", `Remove ${person.name} from the call`);
    this.#remove.hidden = !peer || !this.#actions.mayRemove(peer);
  }
}

/** A button of the panel: an icon and a word. */
export function button(
  name: IconName,
  word: string,
  act: () => void,
  kind: "plain" | "grave" = "plain",
): HTMLButtonElement {
  const text = el("span");
  setText(text, word);
  return el("button", { type: "button", class: `chip ${kind}`, onclick: act }, icon(name), text);
}
