import type { ChildProcess } from "node:child_process";
import { createHmac } from "node:crypto";
import { end, run, type Space } from "./space";

const SECRET = "north-secret-0123456789";
const PATIENCE_MS = 15_000;

/** A real TURN server: UDP and TCP at 3478, TLS at 443, with the secret that Parley mints credentials by. */
export class Coturn {
  readonly #process: ChildProcess;
  readonly #address: string;
  readonly #certificate: string;

  private constructor(process: ChildProcess, address: string, certificate: string) {
    this.#process = process;
    this.#address = address;
    this.#certificate = certificate;
  }

  static async start(space: Space, address: string, folder: string): Promise<Coturn> {
    const [key, certificate] = [`${folder}/turn-key.pem`, `${folder}/turn.pem`];
    const self = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const names = ["-subj", "/CN=turn.test", "-addext", `subjectAltName=IP:${address}`];
    run("openssl", "req", ...self, "-keyout", key, "-out", certificate, "-days", "2", ...names);
    const command = [
      "turnserver",
      `--listening-ip=${address}`,
      `--relay-ip=${address}`,
      "--listening-port=3478",
      "--tls-listening-port=443",
      `--cert=${certificate}`,
      `--pkey=${key}`,
      "--use-auth-secret",
      `--static-auth-secret=${SECRET}`,
      "--realm=parley.test",
      "--denied-peer-ip=10.0.0.0-10.255.255.255",
      "--fingerprint",
      "--no-multicast-peers",
      "--no-dtls",
      "--no-cli",
      `--userdb=${folder}/users.db`,
      `--pidfile=${folder}/turn.pid`,
      "--log-file=/dev/null",
    ];
    const child = space.spawn(command, { stdio: "ignore" });
    await listening(space, child, [`${address}:3478`, `${address}:443`]);
    return new Coturn(child, address, certificate);
  }

  get #urls(): string[] {
    const turn = `turn:${this.#address}:3478`;
    const overTls = `turns:${this.#address}:443?transport=tcp`;
    return [
      `stun:${this.#address}:3478`,
      `${turn}?transport=udp`,
      `${turn}?transport=tcp`,
      overTls,
    ];
  }

  /** For pages without Parley: credentials as the TURN REST API makes them, for an hour. */
  get iceServers(): { urls: string[]; username: string; credential: string }[] {
    const username = `${Math.floor(Date.now() / 1000) + 3600}:bare`;
    const credential = createHmac("sha1", SECRET).update(username).digest("base64");
    return [{ urls: this.#urls, username, credential }];
  }

  /** What a server of ours is to be told of it. */
  get env(): Record<string, string> {
    return {
      PARLEY_ICE_URLS: this.#urls.join(),
      PARLEY_ICE_TURN_SECRETS: SECRET,
      PARLEY_ICE_PROBE_TRUST: this.#certificate,
    };
  }

  stop(): Promise<void> {
    return end(this.#process, "SIGKILL");
  }
}

async function listening(space: Space, child: ChildProcess, sockets: readonly string[]) {
  const deadline = Date.now() + PATIENCE_MS;
  while (!sockets.every((socket) => space.run("ss", "-Hlnt").includes(`${socket} `))) {
    if (child.exitCode !== null) throw new Error(`coturn ended with ${child.exitCode}`);
    if (Date.now() > deadline) throw new Error("coturn does not listen");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
