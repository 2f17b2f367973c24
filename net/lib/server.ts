import { type ChildProcess, execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { end, type Space } from "./space";

const root = fileURLToPath(new URL("../../", import.meta.url));
const jar = `${root}all-in-one/target/parley.jar`;

/** A real Parley in one process, over HTTPS at 443, so that those can come who may use no other port. */
export class Server {
  readonly url: string;
  readonly signalUrl: string;
  readonly secret = "let-us-in-0123456789";
  readonly #address: string;
  readonly #space: Space;
  readonly #env: Readonly<Record<string, string>>;
  #process: ChildProcess | undefined;

  private constructor(space: Space, address: string, env: Readonly<Record<string, string>>) {
    this.#space = space;
    this.#env = env;
    this.#address = address;
    this.url = `https://${address}`;
    this.signalUrl = `wss://${address}/signal`;
  }

  static async start(
    space: Space,
    address: string,
    env: Readonly<Record<string, string>>,
  ): Promise<Server> {
    const server = new Server(space, address, env);
    await server.#start();
    return server;
  }

  async #start(): Promise<void> {
    const home = execFileSync(`${root}scripts/java-home`, { encoding: "utf8" }).trim();
    const java = [`${home}/bin/java`, "-XX:+UseSerialGC", "-jar", jar, "--lan"];
    const child = this.#space.spawn(java, {
      env: {
        ...process.env,
        PORT: "443",
        PARLEY_HOST: this.#address,
        PARLEY_ROOM_SECRET: this.secret,
        PARLEY_MANAGEMENT_PORT: "0",
        ...this.#env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    let output = "";
    await new Promise<void>((resolve, reject) => {
      const hear = (bytes: Buffer) => {
        output += bytes.toString();
        if (output.includes("Parley is ready")) resolve();
      };
      child.stdout?.on("data", hear);
      child.stderr?.on("data", hear);
      child.once("exit", (code) => reject(new Error(`Parley ended with ${code}:\n${output}`)));
    });
  }

  /** Killed without a word, and begun again: it has forgotten everything. */
  async restart(): Promise<void> {
    if (this.#process) await end(this.#process, "SIGKILL");
    await this.#start();
  }

  async stop(): Promise<void> {
    if (this.#process) await end(this.#process, "SIGTERM");
  }
}
