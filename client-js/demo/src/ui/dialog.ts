import { el, uniqueId } from "./dom.js";
import { icon } from "./icons.js";

/**
 * Opens a modal dialog inside `parent` and removes it once it is closed. The browser's own
 * dialog holds the focus, closes on Escape and gives the focus back.
 */
export function openDialog(parent: Element, title: string, ...content: Node[]): HTMLDialogElement {
  const id = uniqueId("dialog");
  const dialog = el("dialog", { "aria-labelledby": id });
  const close = el(
    "button",
    { class: "round quiet", type: "button", "aria-label": "Close", onclick: () => dialog.close() },
    icon("close"),
  );
  dialog.append(el("div", { class: "head" }, el("h2", { id }, title), close), ...content);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && isOutside(dialog, event)) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  parent.append(dialog);
  dialog.showModal();
  return dialog;
}

function isOutside(dialog: HTMLDialogElement, { clientX, clientY }: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

/** Asks before something that cannot be taken back; true when the person says yes. */
export function confirmDialog(
  parent: Element,
  title: string,
  text: string,
  yes: string,
): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (value: string) =>
      el(
        "button",
        {
          type: "button",
          class: value === "yes" ? "danger" : "plain",
          autofocus: value === "no",
          onclick: () => dialog.close(value),
        },
        value === "yes" ? yes : "Cancel",
      );
    const dialog = openDialog(
      parent,
      title,
      el("p", {}, text),
      el("div", { class: "foot" }, answer("no"), answer("yes")),
    );
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"));
  });
}
