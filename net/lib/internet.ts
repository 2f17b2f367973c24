import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cutRules, type Nat, rulesOf } from "./nat";
import { Space } from "./space";

const FAMILY = "parley-net";

/** Addresses that nobody has (RFC 5737), inside namespaces without a way out. */
export const TURN_ADDRESS = "198.51.100.1";
export const PARLEY_ADDRESS = "198.51.100.2";
const NOWHERE = "198.51.100.254";

/** One way of a home to the internet: a gateway with a NAT, and the device that leads there. */
export class Uplink {
  readonly gateway: Space;
  readonly device: string;
  /** In the home. */
  readonly address: string;
  /** On the internet. */
  readonly wan: string;
  /** The middle's device that leads to the gateway. */
  readonly port: string;
  readonly #home: Space;
  readonly #router: string;
  readonly #table: string;

  /** @param number of the home, from 1 @param index of the uplink, from 0: the first is preferred */
  constructor(middle: Space, home: Space, gateway: Space, number: number, index: number) {
    const lan = `10.${number}.${index}`;
    this.gateway = gateway;
    this.device = `eth${index}`;
    this.address = `${lan}.2`;
    this.port = `to-${number}-${index}`;
    this.wan = `198.51.100.${10 * number + index}`;
    this.#home = home;
    this.#router = `${lan}.1`;
    this.#table = String(100 + index);
    home.wire(this.device, gateway, "lan");
    gateway.wire("wan", middle, this.port);
    middle.ip("link", "set", this.port, "master", "bridge");
    gateway.ip("addr", "add", `${this.#router}/24`, "dev", "lan");
    gateway.ip("addr", "add", `${this.wan}/24`, "dev", "wan");
    gateway.run("sysctl", "-qw", "net.ipv4.ip_forward=1");
    home.ip("addr", "add", `${this.address}/24`, "dev", this.device);
    home.ip("rule", "add", "from", this.address, "lookup", this.#table);
    this.#route();
  }

  nat(nat: Nat): void {
    this.gateway.nft(rulesOf(nat, this.address));
    this.gateway.run("conntrack", "-F");
  }

  /** From now on nothing passes, and nobody is told. @param peer only from and to that address */
  cut(peer?: string): void {
    this.gateway.nft(cutRules(peer));
  }

  heal(): void {
    this.gateway.nft("delete table ip cut");
  }

  /** The cable is pulled: the home knows it. */
  down(): void {
    this.#home.ip("link", "set", this.device, "down");
  }

  up(): void {
    this.#home.ip("link", "set", this.device, "up");
    this.#route();
  }

  #route(): void {
    const way = ["default", "via", this.#router, "dev", this.device];
    this.#home.ip("route", "replace", ...way, "metric", this.#table);
    this.#home.ip("route", "replace", ...way, "table", this.#table);
  }
}

/** Where one person is. */
export class Home {
  readonly space: Space;
  readonly uplink: Uplink;
  /** Another one, by another interface, which is down. */
  readonly spare: Uplink;

  constructor(middle: Space, number: number, make: (name: string) => Space) {
    this.space = make(`home${number}`);
    const uplink = (index: number) => {
      const gateway = make(`gateway${number}-${index}`);
      return new Uplink(middle, this.space, gateway, number, index);
    };
    this.uplink = uplink(0);
    this.spare = uplink(1);
    this.spare.nat("cone");
    this.spare.down();
  }
}

/**
 * Two homes behind gateways of their own, and between them a bridge with a TURN server and a Parley:
 *
 *     home1 ── gateway1-0 (198.51.100.10) ──┐
 *                                           ├── middle: TURN 198.51.100.1, Parley 198.51.100.2
 *     home2 ── gateway2-0 (198.51.100.20) ──┘
 *
 * Network namespaces of this process, which end with it, however it ends.
 */
export class Internet {
  readonly middle: Space;
  readonly homes: readonly [Home, Home];
  /** Goes with the namespaces. */
  readonly folder: string;
  readonly #keeper: ChildProcess;

  private constructor(keeper: ChildProcess, folder: string) {
    this.#keeper = keeper;
    this.folder = folder;
    const make = (name: string) => Space.make(`${FAMILY}-${process.pid}-${name}`);
    this.middle = make("middle");
    // An address of its own: else it takes that of a port, and another one when ports come and go.
    this.middle.ip("link", "add", "bridge", "address", "02:00:00:00:00:01", "type", "bridge");
    this.middle.ip("link", "set", "bridge", "up");
    for (const address of [TURN_ADDRESS, PARLEY_ADDRESS])
      this.middle.ip("addr", "add", `${address}/24`, "dev", "bridge");
    // Private addresses of peers lead into the void; unreachable, they would end coturn's relay sockets.
    this.middle.ip("neigh", "add", NOWHERE, "lladdr", "02:00:00:00:00:fe", "dev", "bridge");
    this.middle.ip("route", "add", "default", "via", NOWHERE);
    this.homes = [new Home(this.middle, 1, make), new Home(this.middle, 2, make)];
    for (const { uplink } of this.homes) uplink.nat("cone");
  }

  static async make(): Promise<Internet> {
    const folder = mkdtempSync(join(tmpdir(), `${FAMILY}-`));
    const script = fileURLToPath(new URL("../keeper", import.meta.url));
    // Detached: whoever interrupts a terminal's processes does not meet it.
    const keeper = spawn(script, [FAMILY, String(process.pid), folder], {
      detached: true,
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(keeper.stdout, "data");
    try {
      return new Internet(keeper, folder);
    } catch (failure) {
      keeper.stdin.end();
      throw failure;
    }
  }

  async close(): Promise<void> {
    const gone = once(this.#keeper, "exit");
    this.#keeper.stdin?.end();
    await gone;
  }
}
