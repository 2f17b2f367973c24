import type { PeopleFrame } from "../../src/people/frames.js";
import type { SocketConstructor, SocketLike } from "../../src/signaling/connection.js";
import type { ServerFrame } from "../../src/signaling/frames.js";
import type { World } from "./world.js";

/** The server's end of one socket. */
export interface ServerEnd {
  send(frame: ServerFrame | PeopleFrame): void;
  close(code: number): void;
}

export interface Acceptor {
  accept(end: ServerEnd): { frame(text: string): void; closed(): void };
}

/**
 * Chances that one frame is lost, comes twice, or comes late and out of turn (which happens only to
 * what crosses the bus between gateways).
 */
export interface Faults {
  lose: number;
  double: number;
  delay: number;
}

export const NO_FAULTS: Faults = { lose: 0, double: 0, delay: 0 };

const BUS = new Set(["signal", "ack", "room", "pulse"]);

type Lane = "up" | "down";

/** One WebSocket: in order each way, but for the faults; a break loses what is under way. */
class Line {
  readonly #world: World;
  readonly #wire: Wire;
  readonly #last: Record<Lane, number> = { up: 0, down: 0 };
  readonly client: SocketLike;
  #server: { frame(text: string): void; closed(): void } | undefined;
  #clientOpen = true;
  #serverOpen = false;
  #broken = false;

  constructor(world: World, wire: Wire, client: SocketLike) {
    this.#world = world;
    this.#wire = wire;
    this.client = client;
    world.after(2 + world.random() * 10, () => this.#connect());
  }

  up(text: string): void {
    this.#wire.heardUp(text);
    this.#carry("up", "socket", () => this.#serverOpen && this.#server?.frame(text));
  }

  closeByClient(): void {
    if (!this.#clientOpen) return;
    this.#clientOpen = false;
    this.#carry("up", undefined, () => this.#serverSees());
  }

  /** Breaks without a FIN; each end may notice, or not. */
  break(clientSees: boolean, serverSees: boolean): void {
    if (this.#broken) return;
    this.#broken = true;
    if (clientSees) this.#world.after(30, () => this.#clientSees(1006));
    if (serverSees) this.#world.after(30, () => this.#serverSees());
  }

  #connect(): void {
    if (!this.#clientOpen) return;
    if (this.#wire.offline) return void this.#world.after(20, () => this.#clientSees(1006));
    this.#serverOpen = true;
    this.#server = this.#wire.acceptor().accept({
      send: (frame) => {
        const data = JSON.stringify(frame);
        this.#carry(
          "down",
          BUS.has(frame.type) ? "bus" : "socket",
          () => this.#clientOpen && this.client.onmessage?.({ data }),
        );
      },
      close: (code) => {
        this.#serverOpen = false;
        this.#carry("down", undefined, () => this.#clientSees(code));
      },
    });
    this.client.onopen?.();
  }

  #carry(lane: Lane, way: "socket" | "bus" | undefined, run: () => void): void {
    const { lose, double, delay } = way ? this.#wire.faults : NO_FAULTS;
    const world = this.#world;
    if (this.#broken || world.chance(lose)) return;
    const arrive = () => {
      if (!this.#broken) run();
    };
    for (let copies = world.chance(double) ? 2 : 1; copies > 0; copies--) {
      if (way === "bus" && world.chance(delay)) {
        world.after(world.random() * 800, arrive);
        continue;
      }
      this.#last[lane] = Math.max(world.now + 2 + world.random() * 20, this.#last[lane]);
      world.after(this.#last[lane] - world.now, arrive);
    }
  }

  #clientSees(code: number): void {
    if (!this.#clientOpen) return;
    this.#clientOpen = false;
    this.#wire.lines.delete(this);
    this.client.onclose?.({ code });
  }

  #serverSees(): void {
    if (!this.#serverOpen) return;
    this.#serverOpen = false;
    this.#server?.closed();
  }
}

/** The network between one client and the server. */
export class Wire {
  offline = false;
  faults: Faults = NO_FAULTS;
  readonly lines = new Set<Line>();
  /** Every frame that the client handed to a socket. */
  readonly said: string[] = [];
  readonly acceptor: () => Acceptor;
  readonly Socket: SocketConstructor;

  constructor(world: World, acceptor: () => Acceptor) {
    this.acceptor = acceptor;
    const wire = this;
    this.Socket = class implements SocketLike {
      onopen: SocketLike["onopen"] = null;
      onmessage: SocketLike["onmessage"] = null;
      onclose: SocketLike["onclose"] = null;
      readonly #line = new Line(world, wire, this);
      constructor() {
        wire.lines.add(this.#line);
      }
      send(text: string): void {
        this.#line.up(text);
      }
      close(): void {
        this.#line.closeByClient();
        wire.lines.delete(this.#line);
      }
    };
  }

  heardUp(text: string): void {
    this.said.push(text);
  }

  cut(clientSees: boolean, serverSees: boolean): void {
    for (const line of [...this.lines]) line.break(clientSees, serverSees);
  }
}
