import type { Peer } from "../sdk.js";
import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";
import { nameOf } from "./person.js";

/** The screen of somebody else: whole, never cropped, and as large as one likes. */
export class ParleyShare extends View {
  readonly #peer: Peer;
  readonly #video = el("video", { autoplay: true, playsinline: true });
  readonly #name = el("span", { class: "name" });
  readonly #large = el("button", {
    type: "button",
    class: "round",
    onclick: () => this.#toggleLarge(),
  });

  constructor(peer: Peer) {
    super();
    this.#peer = peer;
  }

  protected open(): void {
    this.setAttribute("role", "group");
    this.append(
      this.#video,
      el("div", { class: "plate" }, icon("screen"), this.#name),
      ...(document.fullscreenEnabled ? [this.#large] : []),
    );
    this.#video.srcObject = this.#peer.screen;
    this.owns(() => {
      this.#video.srcObject = null;
    });
    this.listen(this, "dblclick", () => this.#toggleLarge());
    this.listen(document, "fullscreenchange", () => this.#draw());
    this.#draw();
  }

  show(): void {
    this.#draw();
  }

  get video(): HTMLVideoElement {
    return this.#video;
  }

  async setSpeaker(deviceId: string): Promise<void> {
    if ("setSinkId" in this.#video) await this.#video.setSinkId(deviceId);
  }

  #draw(): void {
    const text = `${nameOf(this.#peer)}'s screen`;
    const large = document.fullscreenElement === this;
    const label = large ? "Leave full screen" : `Show ${text} in full screen`;
    this.setAttribute("aria-label", text);
    setText(this.#name, text);
    this.#large.replaceChildren(icon(large ? "shrink" : "enlarge"));
    this.#large.setAttribute("aria-label", label);
    this.#large.title = label;
  }

  #toggleLarge(): void {
    const done =
      document.fullscreenElement === this ? document.exitFullscreen() : this.requestFullscreen();
    done.catch(() => undefined);
  }
}

customElements.define("parley-share", ParleyShare);
