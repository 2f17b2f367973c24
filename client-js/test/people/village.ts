import type { IncomingRing, Presence } from "../../src/people/api.js";
import { Attendance } from "../../src/people/attendance.js";
import { Token, type TokenSource } from "../../src/signaling/token.js";
import { Wire } from "../signaling/wire.js";
import { World } from "../signaling/world.js";
import { PeopleServer } from "./server.js";

/** A server, and users who attend it over good wires. */
export function village() {
  const world = new World(1);
  const server = new PeopleServer(world);
  const come = async (
    user: string,
    more: { status?: { at: string }; token?: TokenSource } = {},
  ) => {
    const wire = new Wire(world, () => server);
    const clock = world.clock();
    const token = new Token(more.token);
    await token.renew();
    const people = new Attendance({
      url: "ws://server/signal",
      Socket: wire.Socket,
      user,
      token,
      status: more.status,
      clock,
    });
    const rings: IncomingRing[] = [];
    const events: string[] = [];
    people.on("ringing", (ring) => rings.push(ring));
    people.on("state", ({ state, cause }) => events.push(`${state} ${cause}`));
    people.on("error", ({ code }) => events.push(`error ${code}`));
    people.on("closed", ({ code }) => events.push(`closed ${code}`));
    const seen: string[] = [];
    const watch = (name: string) =>
      people.watch(name, (p: Presence) => seen.push(`${p.user} ${p.sessions} ${p.status.at}`));
    const opened = people.open().then(
      () => undefined,
      ({ code }) => code as string,
    );
    await world.pass(300);
    return { wire, people, rings, events, seen, watch, clock, opened };
  };
  /** Lets the server answer meanwhile. */
  const done = async <T>(promise: Promise<T>): Promise<T> => {
    await world.pass(500);
    return promise;
  };
  const code = (promise: Promise<unknown>) =>
    done(
      promise.then(
        () => "ok",
        (error) => error.code as string,
      ),
    );
  return { world, server, come, done, code };
}
