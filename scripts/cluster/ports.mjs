// Free ports of this machine, below those that the kernel hands out by itself, so that a process which
// starts again finds its port free.
import net from "node:net";

const FIRST = 20_000;
const LAST = 31_999;

const isFree = (port) =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });

/** So many ports that are free now, none twice. */
export async function freePorts(count) {
  const ports = [];
  let port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
  for (let tried = 0; ports.length < count && tried < LAST - FIRST; tried++) {
    if (await isFree(port)) ports.push(port);
    port = port < LAST ? port + 1 : FIRST;
  }
  if (ports.length < count) throw new Error("this machine has not enough free ports");
  return ports;
}
