import { el, setText } from "../ui/dom.js";
import type { Reaction } from "./reactions.js";
import { spoken } from "./reactions.js";

/** Reactions of this long are said in one sentence: ten hearts are one. */
const GATHER_MS = 1500;

/** Says reactions to a screen reader: politely, and many at once in one sentence. */
export class Announcer {
  readonly line = el("p", { class: "unseen", role: "status" });
  readonly #heard: { name: string; word: string }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  hear(name: string, { word }: Reaction): void {
    this.#heard.push({ name, word });
    this.#timer ??= setTimeout(() => this.#say(), GATHER_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #say(): void {
    this.#timer = undefined;
    setText(this.line, spoken(this.#heard.splice(0)));
  }
}
