import type { ChatMessage } from "../sdk.js";
import { el } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";
import { linkify } from "./linkify.js";
import { isPeer, nameOf } from "./person.js";

/** What one message may hold; the SDK takes more, a chat line should not. */
const MAX_LENGTH = 4000;
/** Messages of one person within this time stand under one name. */
const SAME_BREATH_MS = 3 * 60_000;
const TO_ALL = "Message to everybody";
const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

/** The messages and the line to write one. Text is text: no markup is ever read from it. */
export class ParleyChat extends View {
  readonly #send: (text: string) => ChatMessage;
  readonly #attach: () => void;
  readonly #list = el("ol");
  readonly #log = el(
    "div",
    { class: "log", role: "log", "aria-label": "Messages", tabindex: 0 },
    this.#list,
  );
  readonly #empty = el(
    "p",
    { class: "empty" },
    "No messages yet. What is written here goes to everybody in the call, and is gone when you leave.",
  );
  readonly #input = el("textarea", {
    rows: 1,
    maxlength: MAX_LENGTH,
    placeholder: TO_ALL,
    "aria-label": TO_ALL,
  });
  #last: ChatMessage | undefined;

  /** `attach` sends files to everybody. */
  constructor(send: (text: string) => ChatMessage, attach: () => void) {
    super();
    this.#send = send;
    this.#attach = attach;
  }

  protected open(): void {
    const button = el(
      "button",
      { type: "submit", class: "round primary", "aria-label": "Send" },
      icon("send"),
    );
    const label = "Send a file to everybody";
    const attach = el(
      "button",
      {
        type: "button",
        class: "round quiet",
        "aria-label": label,
        title: label,
        onclick: () => this.#attach(),
      },
      icon("attach"),
    );
    const form = el("form", { class: "composer" }, attach, this.#input, button);
    this.append(this.#empty, this.#log, form);
    this.listen(form, "submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.listen(this.#input, "keydown", (event) => {
      if (
        event instanceof KeyboardEvent &&
        event.key === "Enter" &&
        !event.shiftKey &&
        !event.isComposing
      ) {
        event.preventDefault();
        this.#submit();
      }
    });
  }

  override focus(): void {
    this.#input.focus();
  }

  /** Whether one may write here. */
  allow(may: boolean): void {
    this.#input.disabled = !may;
    this.#input.placeholder = may ? TO_ALL : "You may not write here";
    for (const button of this.querySelectorAll<HTMLButtonElement>(".composer button"))
      button.disabled = !may;
  }

  /** Appends a message, and follows it unless the reader has scrolled up. */
  add(message: ChatMessage): void {
    const atEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 40;
    this.#empty.hidden = true;
    this.#list.append(this.#entry(message, this.#continues(message)));
    this.#last = message;
    if (atEnd || !isPeer(message.from)) this.#log.scrollTop = this.#log.scrollHeight;
  }

  #continues({ from, at, to }: ChatMessage): boolean {
    const last = this.#last;
    return last?.from === from && last.to === to && at - last.at < SAME_BREATH_MS;
  }

  #entry({ from, text, at, to }: ChatMessage, continues: boolean): HTMLLIElement {
    const own = !isPeer(from);
    const who = own ? "You" : nameOf(from);
    const time = el("time", { datetime: new Date(at).toISOString() }, TIME.format(at));
    const head = el(
      "div",
      { class: "head" },
      el("span", { class: "who" }, who),
      to ? " privately" : "",
      time,
    );
    const pieces = linkify(text).map((piece) =>
      typeof piece === "string"
        ? piece
        : el("a", { href: piece.href, target: "_blank", rel: "noopener noreferrer" }, piece.href),
    );
    const classes = [own ? "own" : "", continues ? "continues" : ""].join(" ").trim();
    return el("li", { class: classes }, head, el("p", { title: TIME.format(at) }, ...pieces));
  }

  #submit(): void {
    const text = this.#input.value.trim();
    if (!text) return;
    this.#input.value = "";
    this.add(this.#send(text));
  }
}

customElements.define("parley-chat", ParleyChat);
