import { View } from "../ui/view.js";
import { focus } from "./focus.js";
import { bestFit, type Stage } from "./grid.js";
import { ParleyShare } from "./share.js";

/** Phones have no room to spare between tiles. */
const GAP_PX = { small: 8, large: 14 };
const SMALL_PX = 640;

/** The grid: gives all its children the largest equal size that fits, unless a screen is shown. */
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
    const stage = { width, height, gap };
    this.style.setProperty("--gap", `${gap}px`);
    if (this.#focus(stage)) return;
    const { tileWidth, tileHeight, columns } = bestFit(this.childElementCount, stage);
    this.style.setProperty("--tile-width", `${tileWidth}px`);
    this.style.setProperty("--tile-height", `${tileHeight}px`);
    this.style.setProperty("--row-width", `${columns * (tileWidth + gap)}px`);
  }

  /** Puts everything in its place beside the screens; false if there is none. */
  #focus(stage: Stage): boolean {
    const all = [...this.children].filter((child) => child instanceof HTMLElement);
    const screens = all.filter((child) => child instanceof ParleyShare);
    this.toggleAttribute("data-focus", screens.length > 0);
    if (screens.length === 0) return false;
    const people = all.filter((child) => !screens.includes(child as ParleyShare));
    const boxes = focus(screens.length, people.length, stage);
    [...screens, ...people].forEach((child, index) => {
      const { x, y, width, height } = boxes[index] ?? { x: 0, y: 0, width: 0, height: 0 };
      child.style.setProperty("--x", `${x}px`);
      child.style.setProperty("--y", `${y}px`);
      child.style.setProperty("--focus-width", `${width}px`);
      child.style.setProperty("--focus-height", `${height}px`);
    });
    return true;
  }
}

customElements.define("parley-stage", ParleyStage);
