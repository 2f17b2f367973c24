// What a running cluster leaves for others to read, and the end of one by those files.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const TARGET = path.resolve(import.meta.dirname, "../../target");
export const FOLDER = path.join(TARGET, "cluster");
const LIST = path.join(TARGET, "cluster.json");
const SUPERVISOR = path.join(FOLDER, "supervisor.pid");
const PATIENCE_MS = 40_000;
/** How our processes are called, so that --stop never ends another that has got the pid since. */
const OURS = /scripts\/cluster\/main\.mjs|all-in-one\/target\/parley\.jar|redis-server 127\.0\.0\.1|target\/cluster\/haproxy\.cfg/;

/** entries: [{name, role, pid, url, managementUrl}] */
export function writeList(entries) {
  fs.writeFileSync(`${LIST}.new`, `${JSON.stringify(entries, null, 2)}\n`);
  fs.renameSync(`${LIST}.new`, LIST);
}

export function writeSupervisor() {
  fs.writeFileSync(SUPERVISOR, `${process.pid}\n`);
}

export function removeState() {
  for (const file of [LIST, SUPERVISOR]) fs.rmSync(file, { force: true });
}

function isOurs(pid) {
  try {
    return OURS.test(execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }));
  } catch {
    return false;
  }
}

function supervisor() {
  if (!fs.existsSync(SUPERVISOR)) return [];
  return [Number(fs.readFileSync(SUPERVISOR, "utf8"))];
}

function listed() {
  if (!fs.existsSync(LIST)) return [];
  return JSON.parse(fs.readFileSync(LIST, "utf8")).map(({ pid }) => pid);
}

/** The pids of a cluster that runs, or of what is left of one. */
export const running = () => [...new Set([...supervisor(), ...listed()])].filter((pid) => pid && isOurs(pid));

/** Ends the cluster: its supervisor does that, else each process by itself. Answers how many there were. */
export async function stopRunning() {
  const pids = running();
  const first = supervisor().filter(isOurs);
  await end(first.length > 0 ? first : pids);
  await end(running());
  removeState();
  return pids.length;
}

async function end(pids) {
  for (const pid of pids) signal(pid, "SIGTERM");
  const deadline = Date.now() + PATIENCE_MS;
  while (pids.some(isOurs) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100));
  for (const pid of pids.filter(isOurs)) signal(pid, "SIGKILL");
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
