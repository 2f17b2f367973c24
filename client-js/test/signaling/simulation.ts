import { Ledger, Person } from "./person.js";
import { TestServer } from "./server.js";
import { NO_FAULTS } from "./wire.js";
import { World } from "./world.js";

/** One minute of people who talk over a bad network to a server that fails; then a minute of calm. */
export async function run(seed: number) {
  const world = new World(seed);
  const ledger = new Ledger();
  const server = new TestServer(world);
  const people: Person[] = [];
  const come = (ticket?: string) => {
    const person = new Person(world, () => server, ledger).open(ticket);
    person.wire.faults = { lose: 0.02, double: 0.03, delay: 0.05 };
    people.push(person);
  };
  const alive = () => people.filter((p) => p.signaling?.state !== "left" && !p.crashed);
  for (let i = 0; i < 4; i++) world.after(world.random() * 3000, () => come());
  for (let step = 0; step < 200; step++) {
    await world.pass(300);
    for (const person of alive()) if (world.chance(0.7)) person.act();
    const victim = world.pick(alive());
    if (victim && world.chance(0.25)) disturb(world, server, victim, come);
  }
  server.unavailable = false;
  server.outage = false;
  for (const { wire } of alive()) {
    wire.offline = false;
    wire.faults = NO_FAULTS;
  }
  await world.pass(120_000);
  return { server, ledger, people, alive: alive() };
}

function disturb(world: World, server: TestServer, victim: Person, come: (t?: string) => void) {
  const dice = world.random();
  const { wire } = victim;
  const offline = (ms: number) => {
    wire.offline = true;
    wire.cut(world.chance(0.5), world.chance(0.5));
    world.after(ms, () => {
      wire.offline = victim.crashed;
    });
  };
  if (dice < 0.5) wire.cut(world.chance(0.6), world.chance(0.6));
  else if (dice < 0.75) offline(world.random() * 15_000);
  else if (dice < 0.78) offline(60_000);
  else if (dice < 0.83) {
    victim.leave();
    come();
  } else if (dice < 0.88) {
    victim.crash();
    come(victim.ticket);
  } else if (dice < 0.93) {
    server.unavailable = true;
    world.after(world.random() * 8000, () => {
      server.unavailable = false;
    });
  } else if (dice < 0.935) {
    server.outage = true;
    world.after(world.random() * 8000, () => {
      server.outage = false;
    });
  } else if (dice < 0.945) server.restart();
  else if (dice < 0.97) server.hub.drain(Math.round(2000 + world.random() * 8000), 3000);
  else victim.hold();
}
