// A small balancer for one machine, where haproxy is missing: round robin over the gateways that are ready.
import http from "node:http";
import net from "node:net";

const CHECK_MS = 500;
const CHECK_TIMEOUT_MS = 1_000;

async function isReady({ managementUrl }) {
  try {
    const answer = await fetch(`${managementUrl}/health/ready`, { signal: AbortSignal.timeout(CHECK_TIMEOUT_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** gateways: [{url, managementUrl}]; what is below /local/ goes to the address `local`. */
export class Balancer {
  #gateways;
  #local;
  #ready;
  #turns = { file: 0, socket: 0 };
  #server = http.createServer((request, response) => this.#forward(request, response));
  #sockets = new Set();
  #timer = null;

  constructor({ gateways, local }) {
    this.#gateways = gateways;
    this.#local = local;
    this.#ready = gateways;
    this.#server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  async listen(port) {
    await new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
    this.#check();
  }

  async #check() {
    const ready = await Promise.all(this.#gateways.map(isReady));
    this.#ready = this.#gateways.filter((_, i) => ready[i]);
    this.#timer = setTimeout(() => this.#check(), CHECK_MS);
  }

  async close() {
    clearTimeout(this.#timer);
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Where to try, one after the other. Sockets have a turn of their own, as pages ask for files before. */
  #targets(path, kind) {
    if (path.startsWith("/local/")) return [this.#local];
    const turn = this.#turns[kind]++;
    return this.#ready.map((_, i) => this.#ready[(turn + i) % this.#ready.length].url);
  }

  async #forward(request, response) {
    for (const target of this.#targets(request.url, "file")) {
      if (await this.#pass(request, response, target)) return;
    }
    response.writeHead(503, { "Content-Type": "text/plain" }).end("No gateway is ready.\n");
  }

  /** Whether the target took the request; if not, another may. */
  #pass(request, response, target) {
    return new Promise((resolve) => {
      const { hostname, port } = new URL(target);
      const { method, url: path, headers } = request;
      const onward = http.request({ hostname, port, method, path, headers, agent: false });
      onward.once("socket", (socket) => socket.once("connect", () => request.pipe(onward)));
      onward.once("response", (answer) => {
        response.writeHead(answer.statusCode, answer.rawHeaders);
        answer.pipe(response);
        resolve(true);
      });
      onward.once("error", (error) => {
        if (response.headersSent) response.destroy();
        resolve(response.headersSent || error.code !== "ECONNREFUSED");
        if (!response.headersSent && error.code !== "ECONNREFUSED") response.writeHead(502).end();
      });
    });
  }

  async #upgrade(request, socket, head) {
    socket.on("error", () => socket.destroy());
    for (const target of this.#targets(request.url, "socket")) {
      const onward = await connect(target);
      if (!onward) continue;
      onward.write(requestHead(request));
      onward.write(head);
      const answer = await first(onward);
      if (!answer || isRefusal(answer)) {
        onward.destroy();
        continue;
      }
      socket.write(answer);
      tie(socket, onward);
      return;
    }
    socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
  }
}

function connect(target) {
  const { hostname, port } = new URL(target);
  return new Promise((resolve) => {
    const socket = net.connect({ host: hostname, port: Number(port), noDelay: true });
    socket.once("connect", () => resolve(socket));
    socket.once("error", () => resolve(null));
  });
}

/** What comes first; null if nothing does. */
function first(socket) {
  return new Promise((resolve) => {
    socket.once("data", (data) => {
      socket.pause();
      resolve(data);
    });
    socket.once("error", () => resolve(null));
    socket.once("close", () => resolve(null));
  });
}

/** A gateway that goes takes no new sockets; that it does may not have been seen yet. */
const isRefusal = (answer) => answer.toString("latin1", 0, 12) === "HTTP/1.1 503";

function requestHead({ method, url, rawHeaders }) {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let i = 0; i < rawHeaders.length; i += 2) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** What one says the other hears; when one ends, so does the other. */
function tie(one, other) {
  one.setNoDelay(true);
  for (const [from, to] of [
    [one, other],
    [other, one],
  ]) {
    if (from.destroyed) to.destroy();
    from.pipe(to);
    from.on("error", () => from.destroy());
    from.on("close", () => to.destroy());
  }
}
