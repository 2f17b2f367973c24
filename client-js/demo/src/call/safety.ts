import { openDialog } from "../ui/dialog.js";
import { el, setText } from "../ui/dom.js";

/** The words that two people read to each other, to know that nobody sits between them. */
export async function openSafety(
  page: Element,
  name: string,
  coming: Promise<readonly string[]>,
): Promise<void> {
  const list = el("ol", { class: "words", "aria-label": "Safety words", "aria-busy": "true" });
  const told = el("p", { class: "hint", role: "status" }, "Making the words …");
  const how = `Compare these words aloud with ${name}, who finds them in the same place. The same words on both sides: your connection is yours alone. Other words: somebody sits between you; say nothing private.`;
  openDialog(page, `Safety words with ${name}`, el("p", {}, how), list, told);
  try {
    const words = await coming;
    list.append(...words.map((word) => el("li", {}, word)));
    setText(told, "They change when one of you reloads the page.");
  } catch {
    setText(told, `There is no connection to ${name} now. Close this, and try again later.`);
  }
  list.removeAttribute("aria-busy");
}
