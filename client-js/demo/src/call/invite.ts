import { openDialog } from "../ui/dialog.js";
import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { qrCode } from "../ui/qr.js";

/** Copies the link; false where the browser does not allow it, as on pages without https. */
export async function copyLink(link: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(link);
    return true;
  } catch {
    return false;
  }
}

/** The link to read, copy, share and photograph; one click has copied it already. */
export async function openInvite(parent: Element, link: string): Promise<void> {
  const field = el("input", {
    type: "text",
    readonly: true,
    value: link,
    "aria-label": "Invite link",
    onfocus: () => field.select(),
  });
  const word = el("span", {}, "Copy");
  const told = el("p", { class: "told", role: "status" });
  const copy = async () => {
    const copied = await copyLink(link);
    setText(word, copied ? "Copied" : "Copy");
    setText(
      told,
      copied ? "The link is copied. Paste it anywhere." : "Select the link and copy it by hand.",
    );
    if (!copied) field.select();
  };
  const button = el(
    "button",
    { type: "button", class: "primary", onclick: copy },
    icon("copy"),
    word,
  );
  openDialog(
    parent,
    "Invite people",
    el(
      "div",
      { class: "invitation" },
      el("div", { class: "copy" }, field, button, shareButton(link)),
      told,
      qrCode(link, "QR code of the invite link"),
      el("p", { class: "hint" }, "Point a phone's camera at the code to join with it."),
    ),
  );
  await copy();
}

/** The phone's own way to hand a link on, where there is one. */
function shareButton(link: string): HTMLElement | undefined {
  if (!navigator.share) return undefined;
  const share = () => navigator.share({ title: document.title, url: link }).catch(() => undefined);
  return el("button", { type: "button", class: "plain", onclick: share }, icon("share"), "Share");
}
