import { LevelProbe } from "./audio.js";
import { View } from "./view.js";

const PERIOD_MS = 50;
/** How much of the bar is left after one period of silence: fast up, slow down. */
const FALL = 0.82;

/** A bar that moves with the microphone, so that people see that they will be heard. */
export class ParleyMeter extends View {
  #probe: LevelProbe | undefined;
  #level = 0;

  protected open(): void {
    this.setAttribute("role", "meter");
    this.setAttribute("aria-label", "Microphone level");
    this.setAttribute("aria-valuemin", "0");
    this.setAttribute("aria-valuemax", "100");
    this.every(PERIOD_MS, () => this.#draw());
    this.owns(() => this.listenTo(undefined));
    this.#draw();
  }

  /** Follows another track, or none. */
  listenTo(track: MediaStreamTrack | undefined): void {
    if (track === this.#probe?.track) return;
    this.#probe?.close();
    this.#probe = track && new LevelProbe(track);
  }

  #draw(): void {
    this.#level = Math.max(this.#probe?.read() ?? 0, this.#level * FALL);
    this.style.setProperty("--level", this.#level.toFixed(3));
    this.setAttribute("aria-valuenow", String(Math.round(this.#level * 100)));
  }
}

customElements.define("parley-meter", ParleyMeter);
