import { el } from "../ui/dom.js";
import { icon } from "../ui/icons.js";

/** Stands beside one's own tile while nobody else is here. */
export function aloneCard(invite: () => void): HTMLElement {
  return el(
    "div",
    { class: "alone" },
    el("h2", {}, "Nobody else is here"),
    el("p", {}, "Send them the link, or let them scan it."),
    el(
      "button",
      { type: "button", class: "primary", onclick: invite },
      icon("invite"),
      "Copy the invite link",
    ),
  );
}

/** Covers the call while the browser refuses to play sound without a gesture; a click is one. */
export function soundGate(opened: () => void): HTMLButtonElement {
  const gate = el(
    "button",
    { type: "button", class: "gate", hidden: true },
    icon("speaker"),
    el("strong", {}, "Click to hear the others"),
    el("span", {}, "The browser plays no sound before a click."),
  );
  gate.addEventListener("click", opened);
  return gate;
}
