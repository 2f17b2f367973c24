/** The value below which that share of the list lies. */
export const percentile = (list, share) => {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
};

export const median = (list) => percentile(list, 0.5);

/** Prints one line of a table: the first cell to the left, the others to the right. */
export const row = (first, ...cells) =>
  console.log(String(first).padEnd(10) + cells.map((cell) => String(cell).padStart(10)).join(""));
