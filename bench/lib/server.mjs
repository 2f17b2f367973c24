import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The built server in a process of its own, on a port that the system chose. */
export async function startServer() {
  const java = `${execFileSync(`${root}scripts/java-home`, { encoding: "utf8" }).trim()}/bin/java`;
  const env = { ...process.env, PORT: "0", PARLEY_MANAGEMENT_PORT: "0" };
  const child = spawn(java, ["-XX:+UseSerialGC", "-jar", `${root}all-in-one/target/parley.jar`], { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  const url = await new Promise((resolve, reject) => {
    child.stdout.on("data", (bytes) => {
      output += bytes;
      const ready = output.match(/Parley is ready: (http:\/\/\S+)/);
      if (ready) resolve(ready[1].replace(/\/$/, ""));
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}; build it with ./run first\n${output}`)));
  });
  return {
    url,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
