import { loadWard } from "../../src/media/care.js";
import { sealAtOnce } from "../detour/sealing.js";
import { TestServer } from "../signaling/server.js";
import { World } from "../signaling/world.js";
import { Air } from "./air.js";
import { SimPage } from "./page.js";

/** A server, and pages that are in a call there. */
export async function call(
  names: readonly string[],
  seed = 1,
  { turn = false, ...options }: { turn?: boolean; media?: boolean; standby?: boolean } = {},
) {
  sealAtOnce();
  await loadWard(); // loading knows nothing of virtual time
  const world = new World(seed);
  const air = new Air(world);
  const server = new TestServer(world);
  server.turn = turn;
  const pages = names.map((name) => new SimPage(name, air, () => server));
  for (const page of pages) {
    page.join(options);
    await world.pass(500);
  }
  await world.pass(3000);
  return { world, air, server, pages };
}

/** What is wrong between these pages: nothing, when each sees all others on one connection. */
export function wrongs(pages: readonly SimPage[]): string[] {
  return pages.flatMap((page) => {
    const others = pages.filter((other) => other !== page);
    const of = others.flatMap(({ name }) => {
      const { state, connection } = page.peer(name) ?? { state: "unknown", connection: "" };
      return state === "up" && connection === "connected" ? [] : [`${name} ${state} ${connection}`];
    });
    const { size } = page.room.peers;
    const sum = size === others.length ? [] : [`${size} people`];
    const flows = page.open.filter((each) => each.flows).length;
    const open = page.open.length;
    const all = open === others.length && flows === open ? [] : [`${flows} of ${open} flow`];
    return [...of, ...sum, ...all].map((wrong) => `${page.name}: ${wrong}`);
  });
}
