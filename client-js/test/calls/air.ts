import type { World } from "../signaling/world.js";
import type { SimConnection } from "./connection.js";

/** How a connection goes: from address to address, or by a relay. */
export type Way = "direct" | "relay";
interface Cut {
  readonly from: string;
  readonly way: Way | undefined;
}

/** What lies between pages: ways that can be cut, in either direction. */
export class Air {
  readonly world: World;
  /** Every connection that was made and not closed. */
  readonly connections = new Set<SimConnection>();
  readonly #cuts = new Set<Cut>();

  constructor(world: World) {
    this.world = world;
  }

  /** What that page sends is lost, by that way or by any; the returned function heals it. */
  cut(from: string, way?: Way): () => void {
    const cut = { from, way };
    this.#cuts.add(cut);
    return () => this.#cuts.delete(cut);
  }

  open(from: string, way: Way): boolean {
    return ![...this.#cuts].some((cut) => cut.from === from && (cut.way ?? way) === way);
  }

  /** The first way that stands in both directions. */
  way(a: string, b: string, ways: readonly Way[]): Way | undefined {
    return ways.find((way) => this.open(a, way) && this.open(b, way));
  }
}
