// Bundles src/parley.ts twice: an ES module, and one file for a <script> tag (global `Parley`);
// the modules that a page loads beside it, for files, people and safety words; and the worker that both
// bundles of the client find beside themselves.
import { readdir, rm } from "node:fs/promises";
import { build } from "esbuild";

// A script of its own has no import.meta: its address is known only while it is run.
const script = {
  banner: { js: "var parleyScript=globalThis.document?.currentScript?.src;" },
  define: { "import.meta.url": "parleyScript" },
};
const formats = [
  { entry: "parley.ts", format: "esm", outfile: "dist/parley.js" },
  {
    entry: "parley.ts",
    format: "iife",
    globalName: "Parley",
    outfile: "dist/parley.iife.js",
    ...script,
  },
  { entry: "files/files.ts", format: "esm", outfile: "dist/parley-files.js" },
  { entry: "people/people.ts", format: "esm", outfile: "dist/parley-people.js" },
  { entry: "safety/safety.ts", format: "esm", outfile: "dist/parley-safety.js" },
  { entry: "parley-timer.js", format: "esm", outfile: "dist/parley-timer.js" },
];
const stale = [...formats.map(({ outfile }) => outfile), "dist/parley.d.ts"];
const sources = await readdir("src", { withFileTypes: true });
const dirs = sources.filter((each) => each.isDirectory()).map(({ name }) => name);

await Promise.all(stale.map((file) => rm(file, { force: true })));
await Promise.all(dirs.map((dir) => rm(`dist/${dir}`, { recursive: true, force: true })));
for (const { entry, ...output } of formats) {
  await build({
    ...output,
    entryPoints: [`src/${entry}`],
    bundle: true,
    minify: true,
    sourcemap: true,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
}
