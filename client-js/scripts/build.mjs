// Bundles src/parley.ts twice: an ES module with files beside it for what it loads later, and one
// file for a <script> tag (global `Parley`) that holds all of it; the modules that a page loads beside
// it, for files, people and safety words; and the worker that both bundles find beside themselves.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { minify } from "terser";

// A script of its own has no import.meta: its address is known only while it is run.
const script = {
  banner: { js: "var parleyScript=globalThis.document?.currentScript?.src;" },
  define: { "import.meta.url": "parleyScript" },
};
/** What src/parley.ts imports while it runs, and the files that are made of it. */
const LATER = { "media/ward.ts": "parley-heal.js", "devices/devices.ts": "parley-devices.js" };
const source = fileURLToPath(new URL("../src/", import.meta.url));
const later = {
  name: "later",
  setup({ onResolve }) {
    onResolve({ filter: /\.js$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== "dynamic-import") return undefined;
      const file = LATER[relative(source, resolve(resolveDir, path)).replace(/js$/, "ts")];
      return { path: `./${file}`, external: true };
    });
  },
};
/** An error of the library is of one class, whichever file throws it. */
const oneError = {
  name: "oneError",
  setup({ onResolve }) {
    onResolve({ filter: /\/errors\.js$/ }, () => ({ path: "./parley.js", external: true }));
  },
};
const formats = [
  { entry: "parley.ts", format: "esm", outfile: "dist/parley.js", plugins: [later] },
  ...Object.entries(LATER).map(([entry, file]) => ({
    entry,
    format: "esm",
    outfile: `dist/${file}`,
    plugins: [oneError],
  })),
  {
    entry: "parley.ts",
    format: "iife",
    globalName: "Parley",
    outfile: "dist/parley.iife.js",
    ...script,
  },
  { entry: "files/files.ts", format: "esm", outfile: "dist/parley-files.js", plugins: [oneError] },
  {
    entry: "people/people.ts",
    format: "esm",
    outfile: "dist/parley-people.js",
    plugins: [oneError],
  },
  {
    entry: "safety/safety.ts",
    format: "esm",
    outfile: "dist/parley-safety.js",
    plugins: [oneError],
  },
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
  await squeeze(output);
}

/** Makes a bundle smaller than esbuild does, which looks at each statement alone: 0.7 KiB (gzip). */
async function squeeze({ format, outfile }) {
  const [code, content] = await Promise.all(
    [outfile, `${outfile}.map`].map((file) => readFile(file, "utf8")),
  );
  const made = await minify(code, {
    module: format === "esm",
    ecma: 2022,
    compress: { passes: 2 },
    sourceMap: { content, url: `${basename(outfile)}.map` },
  });
  await writeFile(outfile, made.code);
  await writeFile(`${outfile}.map`, made.map);
}
