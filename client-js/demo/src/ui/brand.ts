import { el } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
/** Two speech bubbles, one behind the other, on a 32 × 32 sheet. */
const BUBBLES = [
  ["near", "M6 4h14a6 6 0 0 1 6 6v4a6 6 0 0 1-6 6h-5l-7 6v-6H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"],
  ["far", "M28 11.5a5 5 0 0 1 2 4v5a4.5 4.5 0 0 1-4 4.5v4l-5-4h-5.5l4-3.5H21a7 7 0 0 0 7-7z"],
] as const;

/** The name of the thing, with its sign. */
export function brand(): HTMLElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 32 32");
  svg.setAttribute("aria-hidden", "true");
  for (const [name, shape] of BUBBLES) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", name);
    path.setAttribute("d", shape);
    svg.append(path);
  }
  const sign = el("div", { class: "brand" });
  sign.append(svg, "Parley");
  return sign;
}
