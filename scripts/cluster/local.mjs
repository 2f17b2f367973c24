// What the call app may ask of a cluster on this machine: who is there, and to kill a gateway. It listens on
// loopback alone, answers no page but those of this cluster's own address, and is no part of the server.
import http from "node:http";

const HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);
const HEADER = "x-parley-local";

/** Whether a page of this address asks, and not one of another that a browser was led to. */
function isOwnPage({ headers }) {
  const host = headers.host ?? "";
  const name = host.replace(/:\d+$/, "");
  return HOSTS.has(name) && (headers.origin === undefined || headers.origin === `http://${host}`);
}

/**
 * Serves GET /local/cluster, and POST /local/kill?gateway=… with the header X-Parley-Local (which no page of
 * another origin can send). A gateway is named by its name or by a node id, which begins with it.
 * list: () => [{name, role, pid, up}]; kill: (name) => void
 */
export class LocalServer {
  #list;
  #kill;
  #server = http.createServer((request, response) => this.#answer(request, response));

  constructor({ list, kill }) {
    this.#list = list;
    this.#kill = kill;
  }

  async listen() {
    await new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const route = `${request.method} ${pathname}`;
    if (!isOwnPage(request)) say(response, 403, { error: "another page asks" });
    else if (route === "GET /local/cluster") say(response, 200, this.#list());
    else if (route === "POST /local/kill") this.#killed(request, response, searchParams.get("gateway") ?? "");
    else say(response, 404, { error: "there is nothing here" });
  }

  #killed(request, response, gateway) {
    const found = this.#list().find(
      ({ name, role, up }) => role === "gateway" && up && (gateway === name || gateway.startsWith(`${name}-`)),
    );
    if (request.headers[HEADER] === undefined) say(response, 403, { error: `the header ${HEADER} is missing` });
    else if (!found) say(response, 404, { error: "there is no such gateway" });
    else {
      this.#kill(found.name);
      say(response, 202, { killed: found.name });
    }
  }
}

function say(response, status, body) {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(`${JSON.stringify(body)}\n`);
}
