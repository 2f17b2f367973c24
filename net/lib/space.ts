import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";

/** Runs a command to its end, and answers what it printed. Throws, with its complaint, if it fails. */
export function run(command: string, ...words: string[]): string {
  return execFileSync(command, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** One network namespace. */
export class Space {
  readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }

  static make(name: string): Space {
    run("ip", "netns", "add", name);
    const space = new Space(name);
    space.ip("link", "set", "lo", "up");
    return space;
  }

  /** `ip` on the links, addresses and routes of this namespace. */
  ip(...words: string[]): string {
    return run("ip", "-n", this.name, ...words);
  }

  run(command: string, ...words: string[]): string {
    return run("ip", "netns", "exec", this.name, command, ...words);
  }

  /** All rules are changed in one step, or none. */
  nft(rules: string): void {
    const command = ["netns", "exec", this.name, "nft", "-f", "-"];
    execFileSync("ip", command, { input: rules, stdio: ["pipe", "ignore", "pipe"] });
  }

  spawn(command: readonly string[], options: SpawnOptions): ChildProcess {
    return spawn("ip", ["netns", "exec", this.name, ...command], options);
  }

  /** A wire to another namespace, up at both ends. */
  wire(device: string, other: Space, otherDevice: string): void {
    const peer = ["peer", "name", otherDevice, "netns", other.name];
    run("ip", "link", "add", device, "netns", this.name, "type", "veth", ...peer);
    this.ip("link", "set", device, "up");
    other.ip("link", "set", otherDevice, "up");
  }
}

/** Ends a process that was started here, and waits until it has. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}
