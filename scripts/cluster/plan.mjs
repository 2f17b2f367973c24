// What runs in the cluster, and with which settings: the same secrets for all, new ones at each start.
import { randomBytes } from "node:crypto";
import path from "node:path";
import { freePorts } from "./ports.mjs";

const SERVICES = ["room-service", "presence-service", "ice-config-service"];
const LOOPBACK = "127.0.0.1";
/** There are many of them on one machine, and all start at once. */
const SMALL = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"];

/** The plans of all processes: {redis, nodes}; nodes are services and gateways. */
export async function planAll({ gateways, services, folder, java, flags }) {
  const roles = [...SERVICES.flatMap((role) => Array(services).fill(role)), ...Array(gateways).fill("gateway")];
  const ports = await freePorts(3 * roles.length + 1);
  const redis = planRedis(ports.pop(), folder);
  const shared = {
    ...settingsOfTheUser(),
    PARLEY_LOG: "text",
    PARLEY_REDIS: redis.url,
    PARLEY_CLUSTER: "members",
    PARLEY_CLUSTER_NAME: randomBytes(16).toString("hex"),
    PARLEY_CLUSTER_MEMBERS: roles.map((_, i) => `${LOOPBACK}:${ports[i]}`).join(","),
    PARLEY_CLUSTER_LINGER: "0s",
    PARLEY_TICKET_KEYS: randomBytes(32).toString("base64"),
    PARLEY_HOST: LOOPBACK,
    PARLEY_BUS_HOST: LOOPBACK,
    PARLEY_MANAGEMENT_HOST: LOOPBACK,
  };
  const counts = {};
  const nodes = roles.map((role, i) => {
    counts[role] = (counts[role] ?? 0) + 1;
    const name = role === "gateway" ? `gw-${counts[role]}` : `${role}-${counts[role]}`;
    const [management, http] = [ports[roles.length + i], ports[2 * roles.length + i]];
    return {
      name,
      role,
      command: java,
      arguments: [...flags, ...SMALL, "-jar", "all-in-one/target/parley.jar", role],
      environment: {
        ...withoutOurs(process.env),
        ...shared,
        PARLEY_CLUSTER_PORT: String(ports[i]),
        PARLEY_MANAGEMENT_PORT: String(management),
        ...(role === "gateway" ? { PARLEY_NODE: name, PORT: String(http) } : {}),
      },
      log: path.join(folder, `${name}.log`),
      url: role === "gateway" ? `http://${LOOPBACK}:${http}` : null,
      managementUrl: `http://${LOOPBACK}:${management}`,
    };
  });
  return { redis, nodes };
}

function planRedis(port, folder) {
  const options = ["--port", port, "--bind", LOOPBACK, "--save", "", "--appendonly", "no", "--dir", folder];
  return {
    name: "redis",
    role: "redis",
    command: "redis-server",
    arguments: options.map(String),
    environment: process.env,
    log: path.join(folder, "redis.log"),
    url: `redis://${LOOPBACK}:${port}`,
    managementUrl: null,
  };
}

const isOurs = (key) => key.startsWith("PARLEY_") || key === "PORT";

const withoutOurs = (environment) =>
  Object.fromEntries(Object.entries(environment).filter(([key]) => !isOurs(key)));

/** What the user set is for all processes; ports and names of single ones cannot be. */
const settingsOfTheUser = () =>
  Object.fromEntries(Object.entries(process.env).filter(([key]) => key.startsWith("PARLEY_")));
