/** Where equal tiles stand on a stage: pure arithmetic, in CSS pixels. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  /** Between tiles, and around them. */
  readonly gap: number;
}

export interface Layout {
  readonly columns: number;
  readonly rows: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

const WIDEST = 16 / 9;
const LANDSCAPE_NARROWEST = 4 / 3;
/** On a stage higher than wide, as on a phone, tiles may become square to fill it. */
const PORTRAIT_NARROWEST = 1;

/**
 * The arrangement of `count` tiles with the largest tiles; on a tie the one with fewer empty
 * places. A tile's shape stays between 4:3 (square on an upright stage) and 16:9.
 */
export function bestFit(count: number, stage: Stage): Layout {
  let best = layoutOf(count, 1, stage);
  for (let columns = 2; columns <= count; columns += 1) {
    const candidate = layoutOf(count, columns, stage);
    if (isBetter(candidate, best, count)) best = candidate;
  }
  return best;
}

function layoutOf(count: number, columns: number, stage: Stage): Layout {
  const rows = Math.max(1, Math.ceil(count / columns));
  const width = Math.max(0, (stage.width - stage.gap * (columns + 1)) / columns);
  const height = Math.max(0, (stage.height - stage.gap * (rows + 1)) / rows);
  const narrowest = stage.height > stage.width ? PORTRAIT_NARROWEST : LANDSCAPE_NARROWEST;
  return {
    columns,
    rows,
    tileWidth: Math.floor(Math.min(width, height * WIDEST)),
    tileHeight: Math.floor(Math.min(height, width / narrowest)),
  };
}

function isBetter(a: Layout, b: Layout, count: number): boolean {
  const [areaA, areaB] = [a, b].map(({ tileWidth, tileHeight }) => tileWidth * tileHeight);
  if (areaA !== areaB) return (areaA ?? 0) > (areaB ?? 0);
  return a.columns * a.rows - count < b.columns * b.rows - count;
}
