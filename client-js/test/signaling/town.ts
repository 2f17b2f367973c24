import type { ClientFrame } from "../../src/signaling/frames.js";
import type { SignalingOptions } from "../../src/signaling/options.js";
import { Ledger, Person } from "./person.js";
import { TestServer } from "./server.js";
import { World } from "./world.js";

/** A server, and people who come to it over good wires. */
export function town(seed = 1) {
  const world = new World(seed);
  const server = new TestServer(world);
  const ledger = new Ledger();
  const make = () => new Person(world, () => server, ledger);
  const come = async (ticket?: string, more?: Partial<SignalingOptions>) => {
    const person = make().open(ticket, more);
    await world.pass(200);
    return person;
  };
  return { world, server, ledger, make, come };
}

/** What that page handed to its sockets. */
export const said = (person: Person) =>
  person.wire.said.map((text) => JSON.parse(text) as ClientFrame);
/** The first frames of its sockets. */
export const hellos = (person: Person) =>
  said(person).filter((frame) => frame.type === "join" || frame.type === "resume");
