import { bestFit, type Stage } from "./grid.js";

/** A place on the stage, in CSS pixels from its corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the stage for people while a screen is shown, and its bounds. */
const STRIP = { part: 0.2, least: 132, most: 260 };

/**
 * Screens win: they fill all of the stage but a strip for the people, at the side of a wide stage
 * and at the foot of a high one. First the screens, then the people.
 */
export function focus(screens: number, people: number, stage: Stage): Box[] {
  const { width, height, gap } = stage;
  const wide = width >= height;
  const wanted = (wide ? width : height) * STRIP.part;
  const strip = people === 0 ? 0 : Math.min(STRIP.most, Math.max(STRIP.least, wanted));
  const main = wide
    ? { x: 0, y: 0, width: width - strip, height }
    : { x: 0, y: 0, width, height: height - strip };
  const side = wide
    ? { x: width - strip, y: 0, width: strip, height }
    : { x: 0, y: height - strip, width, height: strip };
  return [...cells(screens, main, gap), ...tiles(people, side, gap)];
}

/** All of the area, in equal parts. */
function cells(count: number, area: Box, gap: number): Box[] {
  const { columns, rows } = bestFit(count, { ...area, gap });
  const width = Math.max(0, Math.floor((area.width - gap * (columns + 1)) / columns));
  const height = Math.max(0, Math.floor((area.height - gap * (rows + 1)) / rows));
  return Array.from({ length: count }, (_, index) => ({
    x: area.x + gap + (index % columns) * (width + gap),
    y: area.y + gap + Math.floor(index / columns) * (height + gap),
    width,
    height,
  }));
}

/** Tiles of a good shape, in the middle of the area. */
function tiles(count: number, area: Box, gap: number): Box[] {
  const small = Math.min(gap, 8);
  const fit = bestFit(count, { ...area, gap: small });
  const { columns, rows, tileWidth: width, tileHeight: height } = fit;
  const left = area.x + (area.width - columns * (width + small) + small) / 2;
  const top = area.y + (area.height - rows * (height + small) + small) / 2;
  return Array.from({ length: count }, (_, index) => ({
    x: Math.floor(left + (index % columns) * (width + small)),
    y: Math.floor(top + Math.floor(index / columns) * (height + small)),
    width,
    height,
  }));
}
