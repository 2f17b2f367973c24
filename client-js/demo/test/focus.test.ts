import { expect, test } from "vitest";
import { type Box, focus } from "../src/call/focus.js";
import { overlap } from "./boxes.js";

test.each([
  [1, 1, 1200, 700],
  [1, 4, 1200, 700],
  [1, 12, 1200, 700],
  [2, 5, 1200, 700],
  [3, 3, 900, 800],
  [1, 2, 390, 690],
  [1, 11, 390, 690],
  [2, 6, 390, 690],
  [1, 0, 800, 600],
])(
  "%i screens and %i people stand on %i × %i without overlap",
  (screens, people, width, height) => {
    const boxes = focus(screens, people, { width, height, gap: 14 });
    expect(boxes).toHaveLength(screens + people);
    for (const [index, box] of boxes.entries()) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
    }
    const area = ({ width: w, height: h }: Box) => w * h;
    const [shares, tiles] = [boxes.slice(0, screens), boxes.slice(screens)];
    if (people > 0)
      expect(Math.min(...shares.map(area))).toBeGreaterThan(Math.max(...tiles.map(area)));
  },
);
