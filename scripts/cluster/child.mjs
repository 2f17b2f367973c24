// One process of the cluster: started, watched, started again, stopped. Its output goes to a file.
import { spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import fs from "node:fs";

const RESTART_MS = 3_000;
const QUICK_MS = 10_000;
const QUICK_DEATHS = 3;

/**
 * Emits "started", and "ended" with a sentence whenever it ends without having been stopped.
 * plan: {name, role, command, arguments, environment, log, url, managementUrl}
 */
export class Child extends EventEmitter {
  #process = null;
  #stopping = false;
  #restarts;
  #startedAt = 0;
  #quickDeaths = 0;
  #timer = null;

  constructor(plan, { restarts }) {
    super();
    this.plan = plan;
    this.#restarts = restarts;
  }

  get pid() {
    return this.#process?.pid ?? null;
  }

  start() {
    const log = fs.openSync(this.plan.log, "a");
    // A group of its own: Ctrl-C reaches the supervisor alone, which then stops all in order.
    const child = spawn(this.plan.command, this.plan.arguments, {
      env: this.plan.environment,
      stdio: ["ignore", log, log],
      detached: true,
    });
    fs.closeSync(log);
    this.#process = child;
    this.#startedAt = Date.now();
    child.once("error", (error) => this.#ended(child, error.message));
    child.once("exit", (code, signal) => this.#ended(child, signal ? `ended by ${signal}` : `exit ${code}`));
    this.emit("started");
  }

  #ended(child, how) {
    if (this.#process !== child) return;
    this.#process = null;
    if (this.#stopping) return;
    this.#quickDeaths = Date.now() - this.#startedAt < QUICK_MS ? this.#quickDeaths + 1 : 0;
    const again = this.#restarts && this.#quickDeaths < QUICK_DEATHS;
    if (again) this.#timer = setTimeout(() => this.start(), RESTART_MS);
    const next = again ? `; it starts again in ${RESTART_MS / 1_000} s` : "";
    this.emit("ended", `${this.plan.name} (pid ${child.pid}) is gone: ${how}${next}`);
  }

  /** It has come so far that its next end is another matter. */
  isWell() {
    this.#quickDeaths = 0;
  }

  /** No farewell: as the kernel does it. */
  kill() {
    this.#process?.kill("SIGKILL");
  }

  /** In order, or after so many ms without. */
  async stop(patience) {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#process;
    if (!child) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    child.kill("SIGCONT"); // a frozen one would never hear
    const timer = setTimeout(() => child.kill("SIGKILL"), patience);
    await gone;
    clearTimeout(timer);
  }

  /** The end of its log, for who wants to know why. */
  lastWords(lines = 12) {
    return fs.readFileSync(this.plan.log, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  }
}
