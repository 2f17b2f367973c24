import { hueOf, initials } from "../names.js";
import { LevelProbe } from "../ui/audio.js";
import { el, setText } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { View } from "../ui/view.js";
import { describe, type Person, PRESENCE_TEXT, slotWord } from "./person.js";
import { hear, QUIET, type Speech } from "./speech.js";

const LISTEN_MS = 75;
/** How long a reaction is seen, and how many at once. */
const FLOAT_MS = 2600;
const MOST_FLOATING = 6;
/** How much wider, and how much higher, than its tile a picture may be and still fill it. */
const MAX_CROP = { sides: 1.9, height: 1.4 };

/** One person: picture or initials, name, hand, what is muted, and a ring while they speak. */
export class ParleyTile extends View {
  readonly #stream: MediaStream;
  readonly #video = el("video", { autoplay: true, playsinline: true });
  readonly #avatar = el("div", { class: "avatar", "aria-hidden": "true" });
  readonly #name = el("span", { class: "name" });
  readonly #muted = el("span", { class: "muted" }, icon("microphone-off"), icon("warning"));
  readonly #presence = el("div", { class: "presence" });
  readonly #place = el("span");
  readonly #hand = el("div", { class: "hand", hidden: true }, icon("hand"), this.#place);
  #person: Person;
  #probe: LevelProbe | undefined;
  #speech: Speech = QUIET;
  #floated = 0;

  constructor(stream: MediaStream, person: Person) {
    super();
    this.#stream = stream;
    this.#person = person;
    this.#video.muted = person.isSelf;
    this.#video.disablePictureInPicture = person.isSelf;
  }

  protected open(): void {
    this.setAttribute("role", "group");
    const plate = el("div", { class: "plate" }, this.#muted, this.#name);
    this.append(this.#avatar, this.#video, this.#presence, this.#hand, plate);
    this.#video.srcObject = this.#stream;
    this.owns(() => {
      this.#video.srcObject = null;
      this.#probe?.close();
    });
    for (const event of ["resize", "loadeddata"])
      this.listen(this.#video, event, () => this.#fit());
    for (const event of ["addtrack", "removetrack"])
      this.listen(this.#stream, event, () => this.#draw());
    const resized = new ResizeObserver(() => this.#fit());
    resized.observe(this);
    this.owns(() => resized.disconnect());
    this.every(LISTEN_MS, () => this.#listen());
    this.#draw();
  }

  show(person: Person): void {
    this.#person = person;
    this.#draw();
  }

  /** A reaction rises over the picture, and is gone; each a little beside the one before. */
  react(emoji: string): void {
    const floating = el("span", { class: "reaction", "aria-hidden": "true" }, emoji);
    this.#floated += 1;
    floating.style.setProperty("--beside", String((this.#floated % 5) - 2));
    this.append(floating);
    const all = this.querySelectorAll(".reaction");
    if (all.length > MOST_FLOATING) all[0]?.remove();
    setTimeout(() => floating.remove(), FLOAT_MS);
  }

  /** Where the person is played. */
  get video(): HTMLVideoElement {
    return this.#video;
  }

  /** Sends the sound to another loudspeaker; an empty id is the standard one. */
  async setSpeaker(deviceId: string): Promise<void> {
    if (!this.#person.isSelf && "setSinkId" in this.#video) await this.#video.setSinkId(deviceId);
  }

  /** The picture or the avatar, the plate and the presence, as they are now. */
  #draw(): void {
    const person = this.#person;
    const [track] = this.#stream.getVideoTracks();
    this.dataset.picture = String(person.camera === "on" && track !== undefined);
    this.dataset.presence = person.presence;
    this.dataset.mirror = String(
      person.isSelf && track?.getSettings().facingMode !== "environment",
    );
    this.setAttribute("aria-label", describe(person));
    this.style.setProperty("--hue", String(hueOf(person.name)));
    this.#muted.hidden = person.microphone === "on";
    this.#muted.dataset.state = person.microphone;
    this.#muted.title = slotWord("microphone", person.microphone).join();
    setText(this.#avatar, initials(person.name));
    setText(this.#name, person.isSelf ? `${person.name} (you)` : person.name);
    this.#hand.hidden = person.hand === 0;
    setText(this.#place, String(person.hand));
    setText(this.#presence, PRESENCE_TEXT[person.presence]);
  }

  /** An upright picture in a wide tile would lose the head: it is shown whole, with bars. */
  #fit(): void {
    const { videoWidth, videoHeight } = this.#video;
    const wider = videoWidth / videoHeight / (this.clientWidth / this.clientHeight);
    this.dataset.whole = String(wider > MAX_CROP.sides || 1 / wider > MAX_CROP.height);
  }

  #listen(): void {
    const [track] = this.#stream.getAudioTracks();
    if (track !== this.#probe?.track) {
      this.#probe?.close();
      this.#probe = track && new LevelProbe(track);
    }
    const level = this.#person.microphone === "on" ? (this.#probe?.read() ?? 0) : 0;
    this.#speech = hear(this.#speech, level, performance.now());
    this.toggleAttribute("data-speaking", this.#speech.speaking);
  }
}

customElements.define("parley-tile", ParleyTile);
