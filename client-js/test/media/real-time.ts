import type { World } from "../signaling/world.js";

const TICK = 10;

/** Lets the virtual time of `world` follow the clock on the wall. Returns how to stop that. */
export function realTime(world: World): () => void {
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    void world.pass(now - last);
    last = now;
  }, TICK);
  return () => clearInterval(timer);
}
