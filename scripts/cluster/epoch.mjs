// The life of the store begins with the cluster, not with the first question to it.
import { randomBytes } from "node:crypto";
import net from "node:net";

const PAUSE_MS = 100;
const WITHIN_MS = 30_000;

/**
 * Tells a Redis that was just made when its life began: long ago, as nobody can have been in a room before. What is
 * restored by nobody need not be waited for, so the first join is let in at once. A Redis that dies is told nothing.
 * Whoever comes first wins; if it does not answer, its life begins with the first question, as ever.
 */
export async function beginEpoch({ url }) {
  const { port } = new URL(url);
  const prefix = process.env.PARLEY_REDIS_PREFIX ?? "parley";
  const command = `SET ${prefix}:epoch "${randomBytes(8).toString("hex")} 0" NX\r\n`;
  const deadline = Date.now() + WITHIN_MS;
  while (Date.now() < deadline && !(await isAnswered(port, command))) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

const isAnswered = (port, command) =>
  new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(command));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once("data", () => socket.end(() => resolve(true)));
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
  });
