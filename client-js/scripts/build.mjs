// Bundles src/parley.ts twice: an ES module, and one file for a <script> tag (global `Parley`); and
// src/files/files.ts, the module for files, which a page loads beside it.
import { readdir, rm } from "node:fs/promises";
import { build } from "esbuild";

const formats = [
  { entry: "parley", format: "esm", outfile: "dist/parley.js" },
  { entry: "parley", format: "iife", globalName: "Parley", outfile: "dist/parley.iife.js" },
  { entry: "files/files", format: "esm", outfile: "dist/parley-files.js" },
];
const stale = [...formats.map(({ outfile }) => outfile), "dist/parley.d.ts"];
const sources = await readdir("src", { withFileTypes: true });
const dirs = sources.filter((each) => each.isDirectory()).map(({ name }) => name);

await Promise.all(stale.map((file) => rm(file, { force: true })));
await Promise.all(dirs.map((dir) => rm(`dist/${dir}`, { recursive: true, force: true })));
for (const { entry, ...output } of formats) {
  await build({
    ...output,
    entryPoints: [`src/${entry}.ts`],
    bundle: true,
    minify: true,
    sourcemap: true,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
}
