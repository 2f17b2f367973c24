import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { noteConnectionsAndPictures, type PageLike } from "./page";
import type { Space } from "./space";

export const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const DRIVER = fileURLToPath(new URL("../firefox.mjs", import.meta.url));

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** Firefox with one page, in a namespace. */
export class FirefoxPage implements PageLike {
  readonly #driver: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #calls = 0;

  private constructor(driver: ChildProcess) {
    this.#driver = driver;
    const { stdout } = driver;
    if (!stdout) throw new Error("no pipe");
    createInterface({ input: stdout }).on("line", (line) => {
      const answer: Answer = JSON.parse(line);
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    driver.once("exit", (code) => {
      const error = `Firefox ended with ${code}`;
      for (const [id, settle] of this.#waiting) settle({ id, error });
    });
  }

  static async open(space: Space, url: string): Promise<FirefoxPage> {
    const command = [process.execPath, DRIVER, FIREFOX, url];
    const page = new FirefoxPage(space.spawn(command, { stdio: ["pipe", "pipe", "inherit"] }));
    await page.#answer(0);
    await page.evaluate(noteConnectionsAndPictures);
    return page;
  }

  async evaluate<A, R>(call: (argument: A) => R | Promise<R>, argument?: A): Promise<R> {
    const id = ++this.#calls;
    const answered = this.#answer(id);
    const line = { id, source: String(call), argument: argument ?? null };
    this.#driver.stdin?.write(`${JSON.stringify(line)}\n`);
    return (await answered) as R;
  }

  /** The driver closes the browser, and ends. */
  async close(): Promise<void> {
    if (this.#driver.exitCode !== null) return;
    const ended = once(this.#driver, "exit");
    this.#driver.stdin?.end();
    await ended;
  }

  async #answer(id: number): Promise<unknown> {
    const { value, error } = await new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    if (error !== undefined) throw new Error(error);
    return value;
  }
}
