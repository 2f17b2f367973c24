import { View } from "../ui/view.js";
import { bestFit } from "./grid.js";

/** Phones have no room to spare between tiles. */
const GAP_PX = { small: 8, large: 14 };
const SMALL_PX = 640;

/** The grid: gives all its children the largest equal size that fits. */
export class ParleyStage extends View {
  protected open(): void {
    const resized = new ResizeObserver(() => this.#arrange());
    resized.observe(this);
    const changed = new MutationObserver(() => this.#arrange());
    changed.observe(this, { childList: true });
    this.owns(() => resized.disconnect());
    this.owns(() => changed.disconnect());
    this.#arrange();
  }

  #arrange(): void {
    const { clientWidth: width, clientHeight: height } = this;
    const gap = Math.min(width, height) < SMALL_PX ? GAP_PX.small : GAP_PX.large;
    const { tileWidth, tileHeight, columns } = bestFit(this.childElementCount, {
      width,
      height,
      gap,
    });
    this.style.setProperty("--gap", `${gap}px`);
    this.style.setProperty("--tile-width", `${tileWidth}px`);
    this.style.setProperty("--tile-height", `${tileHeight}px`);
    this.style.setProperty("--row-width", `${columns * (tileWidth + gap)}px`);
  }
}

customElements.define("parley-stage", ParleyStage);
