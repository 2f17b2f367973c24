// `./run cluster`: Redis, services, gateways and one address in front, as processes of this machine; it stays in
// the foreground, starts again what dies, and stops all when it ends. See `./run cluster --help`.
import path from "node:path";
import { Child } from "./child.mjs";
import { beginEpoch } from "./epoch.mjs";
import { startFront } from "./front.mjs";
import { LocalServer } from "./local.mjs";
import { planAll } from "./plan.mjs";
import { State } from "./state.mjs";
import { arguments_, fail, say } from "./words.mjs";

const READY_MS = 300_000;
const STOP_MS = 15_000;

class Cluster {
  #state;
  #children = [];
  #front = null;
  #local = null;
  #stopping = null;

  constructor(state) {
    this.#state = state;
  }

  async start({ gateways, services, restarts, own, port, java, flags }) {
    const { name, folder } = this.#state;
    this.#state.begin();
    const { redis, nodes } = await planAll({ gateways, services, folder, java, flags });
    this.#children = [redis, ...nodes].map((plan) => this.#child(plan, restarts));
    for (const child of this.#children) child.start();
    this.#write();
    await Promise.all([beginEpoch(redis), this.#allReady(this.#children)]);
    await this.#open(nodes, port, own);
    say(`${gateways} gateways, ${services} of each service and Redis run; their logs are in target/${name}`);
    say(`in front of them is ${this.#front.kind}; who is who stands in target/${name}.json`);
    say(`Parley is ready: http://localhost:${port}`);
  }

  #child(plan, restarts) {
    const child = new Child(plan, { restarts });
    let seen = false;
    child.on("started", () => {
      this.#write();
      if (seen) this.#returned(child);
      seen = true;
    });
    child.on("ended", (sentence) => {
      say(sentence);
      this.#write();
    });
    return child;
  }

  async #returned(child) {
    const pid = child.pid;
    if (await isReady(child, () => child.pid !== pid)) {
      child.isWell();
      say(`${child.plan.name} (pid ${pid}) is back`);
    }
  }

  async #allReady(children) {
    const gone = new Promise((_, reject) => {
      for (const child of children) {
        child.once("ended", () => reject(whyNot(child.plan.name, child)));
      }
    });
    gone.catch(() => {}); // later deaths are no failure to start
    for (const child of children) {
      if (!(await Promise.race([isReady(child, () => false), gone]))) throw whyNot(child.plan.name, child);
    }
  }

  async #open(nodes, port, own) {
    this.#local = new LocalServer({
      list: () => this.#entries().map(({ name, role, pid }) => ({ name, role, pid, up: pid !== null })),
      kill: (name) => this.#children.find((child) => child.plan.name === name)?.kill(),
    });
    const local = await this.#local.listen();
    const gateways = nodes.filter(({ role }) => role === "gateway");
    this.#front = await startFront({ port, gateways, local, folder: this.#state.folder, own });
    this.#write();
    const { child, entry } = this.#front;
    const gone = new Promise((_, reject) => child?.once("ended", () => reject(whyNot("front", child))));
    if (!(await Promise.race([answers(entry().url, () => false), gone]))) throw whyNot("front", child);
    child?.on("started", () => this.#write());
    child?.on("ended", (sentence) => {
      say(sentence);
      this.#write();
    });
  }

  #entries() {
    const entries = this.#children.map(({ plan: { name, role, url, managementUrl }, pid }) => ({
      name,
      role,
      pid,
      url,
      managementUrl,
    }));
    return this.#front ? [...entries, this.#front.entry()] : entries;
  }

  #write() {
    if (!this.#stopping) this.#state.write(this.#entries());
  }

  /** Once, however often it is asked for. */
  stop() {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop() {
    const [redis, ...nodes] = this.#children;
    this.#local?.close();
    await this.#front?.stop();
    await Promise.all(nodes.map((child) => child.stop(STOP_MS)));
    await redis?.stop(STOP_MS);
    this.#state.end();
  }
}

const whyNot = (name, child) => new Error(`${name} did not start:\n${child?.lastWords() ?? "it does not answer"}`);

const isReady = async ({ plan, pid }, givenUp) =>
  plan.managementUrl ? answers(`${plan.managementUrl}/health/ready`, givenUp) : pid !== null;

/** Whether there is a good answer before it is given up. */
async function answers(url, givenUp) {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && !givenUp()) {
    try {
      if ((await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok) return true;
    } catch {
      // it does not listen yet
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

async function main() {
  process.chdir(path.resolve(import.meta.dirname, "../.."));
  const options = arguments_(process.argv.slice(2));
  const state = new State(options.name);
  if (options.stop) {
    say((await state.stopRunning()) > 0 ? "the cluster is stopped" : "there is no cluster to stop");
    return;
  }
  if (state.running().length > 0) {
    const which = options.name && ` --name ${options.name}`;
    fail(`A cluster runs already, or parts of one: ./run cluster${which} --stop ends it.`);
  }
  const cluster = new Cluster(state);
  const end = async (status) => {
    await cluster.stop();
    process.exit(status);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(0));
  try {
    await cluster.start(options);
  } catch (error) {
    say(error.message);
    await end(1);
  }
}

await main();
