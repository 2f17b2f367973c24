import type { Peer, Publish, Role } from "../sdk.js";
import { chip } from "../ui/chip.js";
import { el, uniqueId } from "../ui/dom.js";
import { type IconName, icon } from "../ui/icons.js";
import type { Moderator } from "./moderator.js";
import type { Listed, More } from "./person-row.js";
import { KINDS, ROLE_TEXT } from "./rights.js";

const RIGHTS: Readonly<Record<Publish, { word: string; icon: IconName }>> = {
  microphone: { word: "Microphone", icon: "microphone" },
  camera: { word: "Camera", icon: "camera" },
  screen: { word: "Screen", icon: "screen" },
  data: { word: "Chat and files", icon: "chat" },
};

export interface PersonActions {
  readonly moderator: Moderator;
  send(peer: Peer): void;
  /** Opens the words to compare. */
  compare(peer: Peer): void;
}

/** What can be done about somebody, below their line. */
export class PersonMore implements More {
  readonly element = el("div", { class: "more" });
  readonly #peer: Peer;
  readonly #moderator: Moderator;
  readonly #send: HTMLButtonElement;
  readonly #compare: HTMLButtonElement;
  readonly #remove: HTMLButtonElement;
  readonly #ban: HTMLButtonElement;
  readonly #rights = new Map<Publish, HTMLButtonElement>();
  readonly #may = el("div", { class: "rights", role: "group" });
  readonly #role = el("select", { id: uniqueId("role"), onchange: () => this.#setRole() });
  readonly #roleLine = el(
    "div",
    { class: "role" },
    el("label", { for: this.#role.id }, "Role"),
    el("div", { class: "choice" }, this.#role),
  );

  constructor(peer: Peer, { moderator, send, compare }: PersonActions) {
    this.#peer = peer;
    this.#moderator = moderator;
    this.#send = chip("attach", "Send a file", () => send(peer));
    this.#compare = chip("words", "Safety words", () => compare(peer));
    this.#remove = chip("remove", "Remove", () => moderator.remove(peer), "grave");
    this.#ban = chip("ban", "Ban", () => moderator.ban(peer), "grave");
    for (const kind of KINDS)
      this.#rights.set(
        kind,
        chip(RIGHTS[kind].icon, RIGHTS[kind].word, () => moderator.toggle(peer, kind)),
      );
    this.#may.append(...this.#rights.values());
    this.element.append(
      this.#send,
      this.#compare,
      this.#may,
      this.#roleLine,
      this.#remove,
      this.#ban,
    );
  }

  show({ person: { name } }: Listed): void {
    const governed = this.#moderator.governs(this.#peer);
    this.#send.setAttribute("aria-label", `Send a file to ${name}`);
    this.#compare.setAttribute("aria-label", `Safety words with ${name}`);
    this.#remove.setAttribute("aria-label", `Remove ${name} from the call`);
    this.#ban.setAttribute("aria-label", `Ban ${name} from this room`);
    for (const grave of [this.#remove, this.#ban]) grave.hidden = !governed;
    this.#may.hidden = !governed || this.#peer.role === "observer";
    this.#may.setAttribute("aria-label", `What ${name} may give`);
    for (const [kind, button] of this.#rights) this.#showRight(kind, button, name);
    this.#showRoles(this.#moderator.rolesFor(this.#peer));
  }

  #showRight(kind: Publish, button: HTMLButtonElement, name: string): void {
    const may = this.#peer.publish.includes(kind);
    button.setAttribute("aria-pressed", String(may));
    button.setAttribute("aria-label", `${RIGHTS[kind].word} of ${name}`);
    button.title = may ? "Allowed: press to take it away" : "Taken away: press to give it back";
    const device = kind === "microphone" || kind === "camera";
    button.firstElementChild?.replaceWith(icon(device && !may ? `${kind}-off` : RIGHTS[kind].icon));
  }

  #showRoles(roles: readonly Role[]): void {
    this.#roleLine.hidden = roles.length === 0;
    if (this.#role.dataset.roles !== roles.join()) {
      this.#role.dataset.roles = roles.join();
      const options = roles.map((role) => el("option", { value: role }, ROLE_TEXT[role]));
      this.#role.replaceChildren(...options);
    }
    this.#role.value = this.#peer.role;
  }

  #setRole(): void {
    const role = this.#role.value as Role;
    this.#moderator.setRole(this.#peer, role, () => {
      this.#role.value = this.#peer.role;
    });
  }
}
