// The one address in front of all gateways: haproxy where it is installed, else a balancer of our own.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { Balancer } from "./balancer.mjs";
import { Child } from "./child.mjs";

export function hasHaproxy() {
  try {
    execFileSync("haproxy", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const address = (url) => new URL(url).host;

/**
 * What haproxy is told: gateways that are not ready get no new connections, and keep those that they have. One that
 * refuses a socket (503) because it goes, before a check has seen that, is passed over. Sockets have a turn of
 * their own: a page asks for the same number of files before, and all pages would come to the same gateway.
 */
export function haproxyConfig({ port, gateways, local }) {
  const servers = gateways.map(
    ({ name, url, managementUrl }) => `  server ${name} ${address(url)} check port ${new URL(managementUrl).port}`,
  );
  const tracked = gateways.map(({ name, url }) => `  server ${name} ${address(url)} track gateways/${name}`);
  return `defaults
  mode http
  option redispatch 1
  retries 3
  retry-on conn-failure 503
  timeout connect 1s
  timeout client 60s
  timeout server 60s
  timeout tunnel 24h
  timeout check 1s
frontend front
  bind 127.0.0.1:${port}
  use_backend local if { path_beg /local/ }
  use_backend sockets if { path /signal }
  default_backend gateways
backend local
  server local ${address(local)}
backend gateways
  balance roundrobin
  option httpchk GET /health/ready
  http-check expect status 200
  default-server inter 500ms fall 2 rise 1
${servers.join("\n")}
backend sockets
  balance roundrobin
${tracked.join("\n")}
`;
}

/** Starts it; answers {entry, child, stop}. */
export async function startFront({ port, gateways, local, folder, own }) {
  const url = `http://localhost:${port}`;
  if (own || !hasHaproxy()) {
    const balancer = new Balancer({ gateways, local });
    await balancer.listen(port);
    const entry = () => ({ name: "front", role: "front", pid: process.pid, url, managementUrl: null });
    return { entry, child: null, stop: () => balancer.close(), kind: "a balancer of our own" };
  }
  const file = path.join(folder, "haproxy.cfg");
  fs.writeFileSync(file, haproxyConfig({ port, gateways, local }));
  const child = new Child(
    {
      name: "front",
      command: "haproxy",
      arguments: ["-db", "-f", file],
      environment: process.env,
      log: path.join(folder, "front.log"),
    },
    { restarts: true },
  );
  child.start();
  const entry = () => ({ name: "front", role: "front", pid: child.pid, url, managementUrl: null });
  return { entry, child, stop: () => child.stop(2_000), kind: "haproxy" };
}
