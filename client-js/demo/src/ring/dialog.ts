import { hueOf, initials } from "../names.js";
import { el, uniqueId } from "../ui/dom.js";
import { type IconName, icon } from "../ui/icons.js";
import { ring, type Tune } from "../ui/sounds.js";

/** A dialog for a call that has not begun: over everything, until it is answered or ends. */
export interface RingDialog {
  readonly element: HTMLDialogElement;
  /** One line under the name; told to screen readers when it changes. */
  readonly line: HTMLElement;
  readonly buttons: HTMLElement;
  /** No sound any more. */
  silence(): void;
}

/** `closed` is told once, also when the person pressed Escape. */
export function openRing(
  page: Element,
  { title, about, tune }: { title: string; about: string; tune: Exclude<Tune, "knock"> },
  closed: () => void,
): RingDialog {
  const id = uniqueId("ring");
  const avatar = el("div", { class: "avatar", "aria-hidden": "true" }, initials(title));
  avatar.style.setProperty("--hue", String(hueOf(title)));
  const line = el("p", { class: "about", role: "status" }, about);
  const buttons = el("div", { class: "answers" });
  const element = el("dialog", { class: "ring", "aria-labelledby": id });
  element.append(avatar, el("h2", { id }, title), line, buttons);
  const silence = ring(tune);
  element.addEventListener("close", () => {
    silence();
    element.remove();
    closed();
  });
  page.append(element);
  element.showModal();
  return { element, line, buttons, silence };
}

/** A large answer: an icon in a circle, and a word below. */
export function answer(
  name: IconName,
  word: string,
  kind: "good" | "grave" | "calm",
  act: () => void,
): HTMLButtonElement {
  const face = el("span", { class: "face" }, icon(name));
  return el("button", { type: "button", class: `answer ${kind}`, onclick: act }, face, word);
}
