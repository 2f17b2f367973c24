import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";

/** The whole, judged as it is promised, on a machine that does nothing else; else a short form. */
export const IS_LONG = process.env.VERIFY_LONG !== undefined;

const folder = fileURLToPath(new URL("../target/", import.meta.url));
const table = `${folder}results.md`;
const HEAD = "| what | measured | demanded | load |\n|---|---|---|---|\n";

/**
 * Prints what was measured, and keeps it as a row of the table that `./verify --long` copies to
 * docs/results. Tests that fail start another process, so the table is a file from the first row on.
 *
 * @param demanded what the long form holds it to, or a dash where it is told and not judged
 */
export function tell(what: string, measured: string, demanded: string): void {
  process.stdout.write(`net: ${what}: ${measured}\n`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(table)) writeFileSync(table, HEAD);
  const load = (loadavg()[0] ?? 0).toFixed(1);
  const row = `| ${what} | ${measured} | ${demanded} | ${load} |\n`;
  appendFileSync(table, row);
}
