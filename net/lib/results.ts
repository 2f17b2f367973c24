import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { median, percentile } from "./gaps";

/** The whole, judged as it is promised, on a machine that does nothing else; else a short form. */
export const IS_LONG = process.env.VERIFY_LONG !== undefined;

const folder = fileURLToPath(new URL("../target/", import.meta.url));
const table = `${folder}results.md`;
/** What fell short of what was demanded, a line each: `./verify` says it at its end. */
const misses = `${folder}missed.txt`;
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

/** What a list of times is held to, in ms. */
export interface Demand {
  readonly p50?: number;
  readonly p95?: number;
}

/**
 * Tells times, in ms. What the long form misses is marked in the table and does not end the run: the
 * other numbers are wanted all the same.
 */
export function tellTimes(what: string, times: readonly number[], demand: Demand = {}): void {
  const found = { p50: median(times), p95: percentile(times, 0.95), longest: Math.max(...times) };
  const words = Object.entries(found).map(([name, ms]) => `${name} ${Math.round(ms)}`);
  const all = `${words.join(", ")} ms (${times.map(Math.round).join(" ")})`;
  const demands = Object.entries(demand) as ["p50" | "p95", number][];
  const missed = demands.filter(([name, ms]) => IS_LONG && !(found[name] <= ms));
  const mark = missed.map(([name]) => ` **${name} missed**`).join("");
  const wanted = demands.map(([name, ms]) => `${name} ${ms}`).join(", ");
  tell(what, `${all}${mark}`, wanted ? `${wanted} ms` : "–");
  for (const [name, ms] of missed)
    appendFileSync(misses, `${what}: ${name} ${Math.round(found[name])} ms, wanted ${ms}\n`);
}
