import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { ParleyMeter } from "../ui/meter.js";
import { View } from "../ui/view.js";
import type { Kind, LocalMedia, Opened } from "./local-media.js";

/** One's own picture as in a mirror, with the two switches and the microphone's meter. */
export class ParleyPreview extends View {
  readonly #media: LocalMedia;
  readonly #toggle: (kind: Kind) => void;
  readonly #video = el("video", { autoplay: true, playsinline: true, class: "mirror" });
  readonly #note = el("p", { class: "note" });
  readonly #meter = new ParleyMeter();
  readonly #switches: Record<Kind, HTMLButtonElement>;

  constructor(media: LocalMedia, toggle: (kind: Kind) => void) {
    super();
    this.#media = media;
    this.#toggle = toggle;
    this.#video.muted = true;
    this.#switches = { microphone: this.#switch("microphone"), camera: this.#switch("camera") };
  }

  protected open(): void {
    const { microphone, camera } = this.#switches;
    this.append(
      this.#video,
      this.#note,
      el("div", { class: "switches" }, microphone, camera),
      this.#meter,
    );
    this.show();
  }

  /** Draws the present state of the devices. */
  show(): void {
    const camera = this.#media.of("camera");
    const microphone = this.#media.of("microphone");
    this.#showSwitch("camera", camera);
    this.#showSwitch("microphone", microphone);
    this.#meter.listenTo(microphone.state === "on" ? microphone.track : undefined);
    this.#meter.hidden = microphone.state !== "on";
    this.#video.hidden = camera.state !== "on";
    this.#showPicture(camera);
    setText(this.#note, NOTES[camera.state]);
  }

  #showPicture(camera: Opened): void {
    const shown =
      this.#video.srcObject instanceof MediaStream
        ? this.#video.srcObject.getVideoTracks()[0]
        : undefined;
    const track = camera.state === "on" ? camera.track : undefined;
    if (shown !== track) this.#video.srcObject = track ? new MediaStream([track]) : null;
  }

  #switch(kind: Kind): HTMLButtonElement {
    return el("button", { type: "button", class: "round", onclick: () => this.#toggle(kind) });
  }

  #showSwitch(kind: Kind, { state }: Opened): void {
    const button = this.#switches[kind];
    const on = state === "on" || state === "opening";
    button.replaceChildren(icon(on ? kind : `${kind}-off`));
    button.setAttribute("aria-label", `Turn ${kind} ${on ? "off" : "on"}`);
    button.title = `Turn ${kind} ${on ? "off" : "on"}`;
    button.dataset.state = state;
  }
}

const NOTES: Record<Opened["state"], string> = {
  on: "",
  opening: "Starting your camera …",
  off: "Your camera is off",
  trouble: "No picture",
};

customElements.define("parley-preview", ParleyPreview);
