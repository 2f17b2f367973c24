import { encode } from "uqr";
import { el } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
/** The quiet zone that readers need around a code, in modules (ISO/IEC 18004). */
const BORDER = 4;

/** A QR code as one SVG path: dark on white in every theme, because readers want it so. */
export function qrCode(text: string, label: string): HTMLElement {
  const { data, size } = encode(text, { border: BORDER });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", dark.join(""));
  svg.append(path);
  const figure = el("div", { class: "qr", role: "img", "aria-label": label });
  figure.append(svg);
  return figure;
}
