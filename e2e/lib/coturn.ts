import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./server";

/** A real TURN server on loopback, for calls whose both ends are on this machine. */
export class Coturn {
  static readonly SECRET = "north-secret-0123456789";
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly port: number;

  private constructor(process: ChildProcess, port: number, folder: string) {
    this.#process = process;
    this.#folder = folder;
    this.port = port;
  }

  static async start(): Promise<Coturn> {
    const port = await freePort();
    const folder = await mkdtemp(join(tmpdir(), "coturn-"));
    const child = spawn(
      "turnserver",
      [
        "--listening-ip=127.0.0.1",
        "--relay-ip=127.0.0.1",
        `--listening-port=${port}`,
        "--allow-loopback-peers",
        "--use-auth-secret",
        `--static-auth-secret=${Coturn.SECRET}`,
        "--realm=parley.test",
        "--no-tls",
        "--no-dtls",
        "--no-cli",
        `--userdb=${folder}/users.db`,
        "--pidfile=/dev/null",
        "--log-file=/dev/null",
      ],
      { stdio: "ignore" },
    );
    await once(child, "spawn");
    return new Coturn(child, port, folder);
  }

  /** What a server of ours is to be told of it. */
  get env(): Record<string, string> {
    const turn = `turn:127.0.0.1:${this.port}`;
    return {
      PARLEY_ICE_URLS: `stun:127.0.0.1:${this.port},${turn}?transport=udp,${turn}?transport=tcp`,
      PARLEY_ICE_TURN_SECRETS: Coturn.SECRET,
    };
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
    await rm(this.#folder, { recursive: true });
  }
}
