// Bundles src/parley.ts twice: an ES module, and one file for a <script> tag (global `Parley`).
import { rm } from "node:fs/promises";
import { build } from "esbuild";

const formats = [
  { format: "esm", outfile: "dist/parley.js" },
  { format: "iife", globalName: "Parley", outfile: "dist/parley.iife.js" },
];
const stale = ["dist/parley.js", "dist/parley.iife.js", "dist/parley.d.ts"];

await Promise.all(stale.map((file) => rm(file, { force: true })));
await Promise.all(
  ["signaling", "race", "media"].map((dir) => rm(`dist/${dir}`, { recursive: true, force: true })),
);
for (const output of formats) {
  await build({
    ...output,
    entryPoints: ["src/parley.ts"],
    bundle: true,
    minify: true,
    sourcemap: true,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
}
