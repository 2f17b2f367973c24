import { el } from "./dom.js";
import { type IconName, icon } from "./icons.js";

/** A small button with an icon and a word; `grave`: what it does cannot be taken back. */
export function chip(
  name: IconName,
  word: string,
  act: () => void,
  kind: "plain" | "grave" | "primary" = "plain",
): HTMLButtonElement {
  return el(
    "button",
    { type: "button", class: `chip ${kind}`, onclick: act },
    icon(name),
    el("span", {}, word),
  );
}
