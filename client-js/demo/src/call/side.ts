import type { ChatMessage } from "../sdk.js";
import type { ParleyChat } from "./chat.js";
import { type PanelName, ParleyPanel } from "./panel.js";
import { isPeer } from "./person.js";

/** The side of the call: which page is open, and how many messages nobody has seen. */
export class Side {
  readonly panel: ParleyPanel;
  readonly #chat: ParleyChat;
  readonly #changed: () => void;
  readonly #closed: (was: PanelName) => void;
  #shown: PanelName | undefined;
  #unread = 0;

  /** `changed` is told of each change, `closed` which page the focus comes back from. */
  constructor(
    pages: { readonly chat: ParleyChat; readonly people: HTMLElement },
    changed: () => void,
    closed: (was: PanelName) => void,
  ) {
    this.#chat = pages.chat;
    this.#changed = changed;
    this.#closed = closed;
    this.panel = new ParleyPanel(pages, () => this.close());
  }

  get shown(): PanelName | undefined {
    return this.#shown;
  }

  get unread(): number {
    return this.#unread;
  }

  toggle(name: PanelName): void {
    if (this.#shown === name) this.close();
    else this.open(name);
  }

  open(name: PanelName): void {
    this.#shown = name;
    if (name === "chat") this.#unread = 0;
    this.panel.show(name);
    this.#changed();
    if (name === "chat") this.#chat.focus();
  }

  close(): void {
    const was = this.#shown;
    if (!was) return;
    this.#shown = undefined;
    this.panel.show(undefined);
    this.#changed();
    this.#closed(was);
  }

  /** Adds a message of somebody else; true when it stands unseen. */
  hear(message: ChatMessage): boolean {
    if (!isPeer(message.from)) return false;
    this.#chat.add(message);
    if (this.#shown === "chat") return false;
    this.#unread += 1;
    return true;
  }
}
