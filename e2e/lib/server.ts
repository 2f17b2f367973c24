import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const jar = `${root}all-in-one/target/parley.jar`;

/** Where pages find a server. */
export interface Place {
  readonly url: string;
  readonly signalUrl: string;
}

/** The real server in a process of its own: started, killed and started again at the same address. */
export class Server implements Place {
  readonly #args: readonly string[];
  readonly #env: Readonly<Record<string, string>>;
  #process: ChildProcess | undefined;
  #output = "";
  readonly port: number;

  private constructor(
    port: number,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ) {
    this.port = port;
    this.#args = args;
    this.#env = env;
  }

  static async start(
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<Server> {
    const server = new Server(await freePort(), args, env);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get signalUrl(): string {
    return `ws://localhost:${this.port}/signal`;
  }

  /** All that it has printed since it was started. */
  get output(): string {
    return this.#output;
  }

  /** Resolves when the server says that it is ready. */
  async start(): Promise<void> {
    const java = `${execFileSync(`${root}scripts/java-home`, { encoding: "utf8" }).trim()}/bin/java`;
    this.#output = "";
    const env = {
      ...process.env,
      PORT: String(this.port),
      PARLEY_MANAGEMENT_PORT: "0",
      ...this.#env,
    };
    const child = spawn(java, ["-XX:+UseSerialGC", "-jar", jar, ...this.#args], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    await new Promise<void>((resolve, reject) => {
      const hear = (bytes: Buffer) => {
        this.#output += bytes.toString();
        if (this.#output.includes("Parley is ready")) resolve();
      };
      child.stdout?.on("data", hear);
      child.stderr?.on("data", hear);
      child.once("exit", (code) =>
        reject(new Error(`the server ended with ${code}:\n${this.#output}`)),
      );
    });
  }

  /** SIGKILL: no goodbye to anybody. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
}

/** Free on loopback, as far as one can know. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
