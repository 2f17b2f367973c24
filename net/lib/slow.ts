import { fileURLToPath } from "node:url";
import type { Internet, Uplink } from "./internet";
import { end, type Space } from "./space";

const SCRIPT = fileURLToPath(new URL("../wire.py", import.meta.url));

/** The wire copies frames as they are, so each must have its checksum, and fit. */
function computeChecksums(space: Space): void {
  const off = ["tx", "off", "tso", "off", "gso", "off", "gro", "off"];
  for (const device of space.run("ls", "/sys/class/net").split("\n"))
    if (device && device !== "lo") space.run("ethtool", "-K", device, ...off);
}

/** All that goes through the uplink takes `ms` longer, each way. Answers what undoes it. */
export function slow(
  { middle, homes }: Internet,
  { port, gateway }: Uplink,
  ms: number,
): () => Promise<void> {
  const spaces = homes.flatMap((home) => [home.space, home.uplink.gateway]);
  middle.wire("slow-near", middle, "slow-far");
  for (const space of [middle, gateway, ...spaces]) computeChecksums(space);
  middle.ip("link", "set", port, "nomaster");
  middle.ip("link", "set", "slow-far", "master", "bridge");
  for (const device of [port, "slow-near"]) middle.ip("link", "set", device, "promisc", "on");
  const wire = middle.spawn(["python3", SCRIPT, port, "slow-near", String(ms)], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  return async () => {
    await end(wire, "SIGKILL");
    middle.ip("link", "del", "slow-near");
    middle.ip("link", "set", port, "promisc", "off");
    middle.ip("link", "set", port, "master", "bridge");
  };
}
