import { openDialog } from "../ui/dialog.js";
import { el } from "../ui/dom.js";
import { SHORTCUTS } from "./shortcuts.js";

/** The keyboard shortcuts, from the table that also serves them. */
export function openHelp(parent: Element): void {
  const rows = SHORTCUTS.flatMap(({ key, label }) => [
    el("dt", {}, el("kbd", {}, key.toUpperCase())),
    el("dd", {}, label),
  ]);
  openDialog(
    parent,
    "Keyboard shortcuts",
    el(
      "dl",
      { class: "keys" },
      ...rows,
      el("dt", {}, el("kbd", {}, "Esc")),
      el("dd", {}, "Close what is open"),
    ),
    el("p", { class: "hint" }, "They rest while you type."),
  );
}
