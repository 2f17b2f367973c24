// Prints what a page downloads, and fails when the ES module outgrows its budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = 20.7 * 1024; // bytes, gzip -9

const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
const kib = (bytes) => `${(bytes / 1024).toFixed(2)} KiB`;

for (const name of ["", "-heal", "-devices", ".iife", "-files", "-people", "-safety"]) {
  const file = `dist/parley${name}.js`;
  console.log(`${file}: ${kib(readFileSync(file).length)}, gzip ${kib(gzipped(file))}`);
}
if (gzipped("dist/parley.js") > BUDGET) {
  console.error(`dist/parley.js is over its budget of ${kib(BUDGET)} (gzip)`);
  process.exit(1);
}
