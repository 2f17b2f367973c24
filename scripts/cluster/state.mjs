// What a running cluster leaves for others to read, and the end of one by those files.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const TARGET = path.resolve(import.meta.dirname, "../../target");
const PATIENCE_MS = 40_000;
/** How our processes are called, so that --stop never ends another that has got the pid since. */
const OURS =
  /scripts\/cluster\/main\.mjs|all-in-one\/target\/parley\.jar|redis-server 127\.0\.0\.1|target\/cluster[\w-]*\/haproxy\.cfg/;

/** The files of one cluster: target/cluster and target/cluster.json, or of one with a name cluster-NAME. */
export class State {
  #list;
  #supervisor;

  /** name: that of a cluster beside the usual one, or "" */
  constructor(name) {
    this.name = name === "" ? "cluster" : `cluster-${name}`;
    this.folder = path.join(TARGET, this.name);
    this.#list = path.join(TARGET, `${this.name}.json`);
    this.#supervisor = path.join(this.folder, "supervisor.pid");
  }

  /** Forgets what an earlier cluster of the name left, and says who is responsible now. */
  begin() {
    fs.rmSync(this.folder, { recursive: true, force: true });
    fs.mkdirSync(this.folder, { recursive: true });
    fs.writeFileSync(this.#supervisor, `${process.pid}\n`);
  }

  /** entries: [{name, role, pid, url, managementUrl}] */
  write(entries) {
    fs.writeFileSync(`${this.#list}.new`, `${JSON.stringify(entries, null, 2)}\n`);
    fs.renameSync(`${this.#list}.new`, this.#list);
  }

  end() {
    for (const file of [this.#list, this.#supervisor]) fs.rmSync(file, { force: true });
  }

  /** The pids of the cluster that runs, or of what is left of one. */
  running() {
    return [...new Set([...this.#supervisors(), ...this.#listed()])].filter((pid) => pid && isOurs(pid));
  }

  /** Ends the cluster: its supervisor does that, else each process by itself. Answers how many there were. */
  async stopRunning() {
    const pids = this.running();
    const first = this.#supervisors().filter(isOurs);
    await end(first.length > 0 ? first : pids);
    await end(this.running());
    this.end();
    return pids.length;
  }

  #supervisors() {
    if (!fs.existsSync(this.#supervisor)) return [];
    return [Number(fs.readFileSync(this.#supervisor, "utf8"))];
  }

  #listed() {
    if (!fs.existsSync(this.#list)) return [];
    return JSON.parse(fs.readFileSync(this.#list, "utf8")).map(({ pid }) => pid);
  }
}

function isOurs(pid) {
  try {
    return OURS.test(execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }));
  } catch {
    return false;
  }
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
