import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { freePort, type Place } from "./server";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** A cluster of the tests' own, beside one that somebody may have running. */
const NAME = ["--name", "e2e"];

interface Process {
  readonly name: string;
  readonly role: string;
  /** Absent while it is dead. */
  readonly pid: number | null;
  readonly managementUrl: string;
}

/** `./run cluster`: real processes, started again when they die. */
export class Cluster implements Place {
  readonly #process: ChildProcess;
  readonly #port: number;
  #output = "";

  private constructor(port: number, options: readonly string[]) {
    this.#port = port;
    this.#process = spawn("./run", ["cluster", ...NAME, ...options], {
      cwd: root,
      env: { ...process.env, PORT: String(port) },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  static async start(options: readonly string[] = []): Promise<Cluster> {
    // What a run before may have left, if it was killed.
    execFileSync("./run", ["cluster", ...NAME, "--stop"], { cwd: root });
    const cluster = new Cluster(await freePort(), options);
    await cluster.#ready();
    return cluster;
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  get signalUrl(): string {
    return `ws://localhost:${this.#port}/signal`;
  }

  async #ready(): Promise<void> {
    const { stdout, stderr } = this.#process;
    await new Promise<void>((resolve, reject) => {
      const hear = (bytes: Buffer) => {
        this.#output += bytes.toString();
        if (this.#output.includes("Parley is ready")) resolve();
      };
      stdout?.on("data", hear);
      stderr?.on("data", hear);
      this.#process.once("exit", (code) =>
        reject(new Error(`the cluster ended with ${code}:\n${this.#output}`)),
      );
    });
  }

  #all(role: string): Process[] {
    const list: Process[] = JSON.parse(readFileSync(`${root}target/cluster-e2e.json`, "utf8"));
    return list.filter((one) => one.role === role);
  }

  #signal(role: string, signal: NodeJS.Signals): void {
    for (const { pid } of this.#all(role)) if (pid !== null) process.kill(pid, signal);
  }

  /** The process of the gateway with that node id. */
  pid(node: string): number {
    const found = this.#all("gateway").find(({ name }) => node.startsWith(`${name}-`))?.pid;
    if (!found) throw new Error(`${node} does not run`);
    return found;
  }

  /** The kernel stops it where it stands: what it gets from now on, nobody reads. */
  freeze(node: string): void {
    process.kill(this.pid(node), "SIGSTOP");
  }

  /** SIGKILL: no goodbye to anybody. */
  kill(node: string): void {
    process.kill(this.pid(node), "SIGKILL");
  }

  /** SIGKILL to every gateway there is. */
  killGateways(): void {
    this.#signal("gateway", "SIGKILL");
  }

  /** SIGTERM: it hands its sessions over, ends, and is started again. */
  restart(node: string): void {
    process.kill(this.pid(node), "SIGTERM");
  }

  /** All processes of that role stand still, and go on when `meanwhile` is over. */
  async without(role: string, meanwhile: () => Promise<void>): Promise<void> {
    this.#signal(role, "SIGSTOP");
    try {
      await meanwhile();
    } finally {
      this.#signal(role, "SIGCONT");
    }
  }

  /** How many gateways take sockets, that one not counted. */
  async readyBeside(node: string): Promise<number> {
    const others = this.#all("gateway").filter(
      ({ name, pid }) => pid !== null && !node.startsWith(`${name}-`),
    );
    return (await Promise.all(others.map(isReady))).filter(Boolean).length;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGINT");
    await ended;
  }
}

async function isReady({ managementUrl }: Process): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(2_000);
    return (await fetch(`${managementUrl}/health/ready`, { signal })).ok;
  } catch {
    return false;
  }
}
