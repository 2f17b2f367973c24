import { codeOf, type Room } from "../sdk.js";
import { el } from "../ui/dom.js";
import { icon } from "../ui/icons.js";

/** Phones have no such choice. */
export const canShare = (): boolean => Boolean(navigator.mediaDevices?.getDisplayMedia);

/**
 * Shares what the person chooses, or ends it.
 *
 * @param failed is told in words; a choice that was closed is no failure
 */
export async function toggleShare({ screen }: Room, failed: (text: string) => void): Promise<void> {
  try {
    if (screen.state === "on") await screen.stop();
    else if (canShare()) await screen.start();
    else failed("This browser cannot share a screen.");
  } catch (error) {
    if (codeOf(error) !== "permission-denied")
      failed("The screen could not be shared. Try another window.");
  }
}

/** Says that one's own screen is seen by all. The screen itself would show itself for ever. */
export function sharingNote(stop: () => void): HTMLElement {
  const button = el("button", { type: "button", class: "plain", onclick: stop }, "Stop sharing");
  const text = el("span", { role: "status" }, "Everybody sees your screen");
  return el("div", { class: "sharing", hidden: true }, icon("screen"), text, button);
}
