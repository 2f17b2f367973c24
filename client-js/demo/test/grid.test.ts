import { expect, test } from "vitest";
import { bestFit } from "../src/call/grid.js";

const desktop = { width: 1280, height: 680, gap: 14 };
const phone = { width: 390, height: 700, gap: 8 };
const counts = Array.from({ length: 12 }, (_, at) => at + 1);

test.each(counts)("%i tiles fit on a desktop and on an upright phone", (count) => {
  for (const stage of [desktop, phone]) {
    const { columns, rows, tileWidth, tileHeight } = bestFit(count, stage);
    expect(columns * rows).toBeGreaterThanOrEqual(count);
    expect(columns * tileWidth + (columns + 1) * stage.gap).toBeLessThanOrEqual(stage.width);
    expect(rows * tileHeight + (rows + 1) * stage.gap).toBeLessThanOrEqual(stage.height);
  }
});

test.each(counts)("%i tiles keep their shape between 4:3 and 16:9 on a desktop", (count) => {
  const { tileWidth, tileHeight } = bestFit(count, desktop);
  expect(tileWidth / tileHeight).toBeGreaterThan(4 / 3 - 0.02);
  expect(tileWidth / tileHeight).toBeLessThan(16 / 9 + 0.02);
});

test.each([
  [1, 1, 1],
  [2, 2, 1],
  [4, 2, 2],
  [9, 3, 3],
  [12, 4, 3],
])("%i tiles stand in %i columns and %i rows on a desktop", (count, columns, rows) => {
  expect(bestFit(count, desktop)).toMatchObject({ columns, rows });
});

test("two people on a phone stand one above the other", () => {
  expect(bestFit(2, phone)).toMatchObject({ columns: 1, rows: 2 });
});

test("no other arrangement has larger tiles", () => {
  for (const count of counts) {
    const best = bestFit(count, desktop);
    const area = best.tileWidth * best.tileHeight;
    for (let columns = 1; columns <= count; columns += 1) {
      const rows = Math.ceil(count / columns);
      const width = (desktop.width - desktop.gap * (columns + 1)) / columns;
      const height = (desktop.height - desktop.gap * (rows + 1)) / rows;
      const [w, h] = [Math.min(width, (height * 16) / 9), Math.min(height, (width * 3) / 4)];
      expect(area).toBeGreaterThanOrEqual(Math.floor(w) * Math.floor(h));
    }
  }
});

test("a stage without room gives tiles without size, and nothing below zero", () => {
  expect(bestFit(5, { width: 0, height: 0, gap: 14 })).toMatchObject({
    tileWidth: 0,
    tileHeight: 0,
  });
});
