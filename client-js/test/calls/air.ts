import type { World } from "../signaling/world.js";
import type { SimConnection } from "./connection.js";

/** How a connection goes: from address to address, or by a relay. */
export type Way = "direct" | "relay";

/** What is lost: all that fits the names given. */
interface Cut {
  readonly from?: string;
  readonly to?: string;
  readonly way?: Way;
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

  /** Returns what heals it. */
  cut(cut: Cut): () => void {
    this.#cuts.add(cut);
    return () => this.#cuts.delete(cut);
  }

  open(from: string, to: string, way: Way): boolean {
    return ![...this.#cuts].some(
      (cut) => (cut.from ?? from) === from && (cut.to ?? to) === to && (cut.way ?? way) === way,
    );
  }

  /** The first way that stands in both directions. */
  way(a: string, b: string, ways: readonly Way[]): Way | undefined {
    return ways.find((way) => this.open(a, b, way) && this.open(b, a, way));
  }
}
