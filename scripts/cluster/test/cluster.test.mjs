// `./run cluster` as a person uses it, once with each of the two things that may stand in front.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { hasHaproxy } from "../front.mjs";
import { freePorts } from "../ports.mjs";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const PATIENCE_MS = 300_000;
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

async function until(what, isSo) {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`it did not come to be so: ${what}`);
    await pause();
  }
}

/** A running `./run cluster`: what it said, and who is in it. */
class Run {
  said = "";

  async start(options) {
    [this.port] = await freePorts(1);
    this.process = spawn("./run", ["cluster", "--name", "verify", ...options], {
      cwd: ROOT,
      env: { ...process.env, PORT: String(this.port), PARLEY_JOIN_TIMEOUT: "1m" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.exit = new Promise((resolve) => this.process.once("exit", (code) => resolve(code)));
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        this.said += text;
      });
    }
    await this.hears("Parley is ready: http://localhost:");
  }

  async hears(words) {
    await until(`"${words}" in:\n${this.said}`, () => {
      if (this.process.exitCode !== null) throw new Error(`it has ended:\n${this.said}`);
      return this.said.includes(words);
    });
  }

  list() {
    return JSON.parse(fs.readFileSync(path.join(ROOT, "target/cluster-verify.json"), "utf8"));
  }

  gateway(name) {
    return this.list().find((entry) => entry.name === name);
  }

  ask(place, options) {
    return fetch(`http://localhost:${this.port}${place}`, { ...options, signal: AbortSignal.timeout(10_000) });
  }

  kill(gateway, headers) {
    return this.ask(`/local/kill?gateway=${gateway}`, { method: "POST", headers });
  }
}

/** The first line of the answer to an upgrade at /signal. */
const upgrade = async (port) => {
  const { socket, answer } = await open(port);
  socket.destroy();
  return answer.split("\r\n")[0];
};

let pages = 10;

/** Joins a room as a new page, and does nothing more; what it hears, frames as they come, is in `heard.text`. */
async function joiner(port) {
  const { socket } = await open(port);
  const heard = { text: "" };
  socket.on("data", (data) => {
    heard.text += data.toString("latin1");
  });
  const instance = `fQ2mS9aK1x${pages++}`;
  const frame = Buffer.from(`{"type":"join","id":"j1","instance":"${instance}","generation":1,"room":"north"}`);
  socket.write(Buffer.concat([Buffer.of(0x81, 0x80 | frame.length, 0, 0, 0, 0), frame]));
  await until("the join is answered", () => heard.text.includes('"type"'));
  return { socket, heard };
}

/** What a join is answered, in whatever frame. */
async function join(port) {
  const { socket, heard } = await joiner(port);
  socket.destroy();
  return /"type":"([a-z]+)"/.exec(heard.text)?.[1];
}

/** A socket, and what came first on it. */
function open(port) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("error", reject);
    socket.once("data", (data) => resolve({ socket, answer: data.toString() }));
    socket.write(
      "GET /signal HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" +
        "Sec-WebSocket-Protocol: parley.v1\r\n\r\n",
    );
  });
}

/** How many sockets that gateway has from the address in front. */
async function sockets({ managementUrl }) {
  const text = await (await fetch(`${managementUrl}/metrics`)).text();
  return Number(/^parley_gateway_sockets.* (\d+)/m.exec(text)?.[1]);
}

const runs = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

for (const own of hasHaproxy() ? [false, true] : [true]) {
  describe(`with ${own ? "our own balancer" : "haproxy"} in front`, () => {
    const run = new Run();
    before(() => run.start(["--gateways", "2", "--services", "1", ...(own ? ["--own-balancer"] : [])]));
    after(() => run.process.kill("SIGKILL"));

    test("who is who stands in cluster.json", () => {
      const roles = run.list().map(({ role }) => role);
      assert.deepEqual(roles, [
        "redis",
        "room-service",
        "presence-service",
        "ice-config-service",
        "gateway",
        "gateway",
        "front",
      ]);
      assert.ok(run.list().every(({ pid }) => runs(pid)));
      assert.ok(own === (run.list().at(-1).pid === run.process.pid));
    });

    test("the first join is let in, as nobody has rooms that a new Redis could miss", async () => {
      assert.equal(await join(run.port), "joined");
    });

    test("the address in front leads to sockets of the gateways", async () => {
      assert.equal(await upgrade(run.port), "HTTP/1.1 101 Switching Protocols");
      assert.equal((await run.ask("/r/north")).headers.get("x-content-type-options"), "nosniff");
    });

    test("sockets are spread evenly, though each page asks for a file before", async () => {
      const opened = [];
      for (let i = 0; i < 6; i++) {
        await run.ask("/");
        opened.push(await open(run.port));
      }
      const gateways = run.list().filter(({ role }) => role === "gateway");
      await until("each has three", async () => String(await Promise.all(gateways.map(sockets))) === "3,3");
      for (const { socket } of opened) socket.destroy();
      await until("none is left", async () => String(await Promise.all(gateways.map(sockets))) === "0,0");
    });

    test("another page cannot kill a gateway", async () => {
      const { pid } = run.gateway("gw-1");
      assert.equal((await run.kill("gw-1", {})).status, 403);
      assert.equal((await run.kill("gw-1", { "X-Parley-Local": "1", Origin: "http://evil.example" })).status, 403);
      assert.equal((await run.kill("gw-7", { "X-Parley-Local": "1" })).status, 404);
      assert.ok(runs(pid));
    });

    test("a gateway that was killed is missed by nobody, and comes back", async () => {
      const { pid } = run.gateway("gw-1");
      assert.equal((await run.kill("gw-1-5f1c", { "X-Parley-Local": "1" })).status, 202);
      await until("it is gone", () => !runs(pid));
      for (let i = 0; i < 20; i++) assert.equal(await upgrade(run.port), "HTTP/1.1 101 Switching Protocols");
      await run.hears("is back");
      assert.notEqual(run.gateway("gw-1").pid, pid);
    });

    test("a gateway that is stopped tells its clients, and gets no new ones", async () => {
      await until("the front leads to the other one, which has just come back", async () => {
        const { socket, heard } = await joiner(run.port);
        socket.destroy();
        return heard.text.includes('"node":"gw-1-');
      });
      const { pid, url, managementUrl } = run.gateway("gw-2");
      const ready = async () => (await fetch(`${managementUrl}/health/ready`)).status;
      const { heard } = await joiner(new URL(url).port);
      process.kill(pid, "SIGTERM");
      await until("it has told", () => heard.text.includes('"drain"'));
      assert.equal(await ready(), 503);
      assert.equal(await upgrade(new URL(url).port), "HTTP/1.1 503 Service Unavailable");
      for (let i = 0; i < 20; i++) assert.equal(await upgrade(run.port), "HTTP/1.1 101 Switching Protocols");
      assert.ok(runs(pid));
      await until("it has gone in order", () => run.said.includes(`gw-2 (pid ${pid}) is gone: exit 0`));
      await until("it is back", () => run.said.match(/gw-2 \(pid \d+\) is back/));
    });

    test("a second cluster is refused while one runs", async () => {
      const second = new Run();
      await assert.rejects(second.start([]), /A cluster runs already/);
    });

    test("Ctrl-C ends all of it", async () => {
      const pids = run.list().map(({ pid }) => pid);
      run.process.kill("SIGINT");
      assert.equal(await run.exit, 0);
      assert.deepEqual(pids.filter(runs), []);
      assert.ok(!fs.existsSync(path.join(ROOT, "target/cluster-verify.json")));
    });
  });
}
