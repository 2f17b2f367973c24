import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const PROGRAM = readFileSync(new URL("../src/parley-timer.js", import.meta.url), "utf8");

/** The real program of the worker, with timers that are not the page's, as in a worker. */
class Thread {
  static made: Thread[] = [];
  static timers = { setTimeout, clearTimeout };
  readonly url: string;
  onmessage: ((event: { data: number }) => void) | undefined;
  onerror: (() => void) | undefined;
  readonly heard: number[][] = [];
  #take: (event: { data: number[] }) => void = () => {};

  constructor(url: URL | string) {
    this.url = String(url);
    Thread.made.push(this);
  }

  /** The file was loaded. */
  start(): void {
    const run = new Function(
      "addEventListener",
      "postMessage",
      "setTimeout",
      "clearTimeout",
      PROGRAM,
    );
    const listen = (_: string, take: (event: { data: number[] }) => void) => {
      this.#take = take;
    };
    const { setTimeout, clearTimeout } = Thread.timers;
    run(listen, (data: number) => this.onmessage?.({ data }), setTimeout, clearTimeout);
  }

  postMessage(data: number[]): void {
    this.heard.push(data);
    this.#take({ data });
  }
}

let page: { visibilityState: string };
let rang: string[];
const ring = (name: string) => () => rang.push(name);

/** The module as a page loads it; the page's own timers never come, as if they were held back. */
async function loaded({ origin = "null", Worker = Thread as unknown } = {}) {
  vi.stubGlobal("document", page);
  vi.stubGlobal("location", { origin });
  vi.stubGlobal("Worker", Worker);
  vi.resetModules();
  const timers = await import("../src/timers.js");
  timers.startTimers();
  return timers;
}

beforeEach(() => {
  vi.useFakeTimers();
  Thread.made = [];
  Thread.timers = { setTimeout, clearTimeout };
  page = { visibilityState: "hidden" };
  rang = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a hidden page's timers ring by the worker, though its own are held back", async () => {
  const { after } = await loaded();
  Thread.made[0]?.start();
  vi.stubGlobal("setTimeout", () => expect.fail("a timer of the page's own"));
  after(100, ring("a"));
  after(50, ring("b"));
  vi.advanceTimersByTime(49);
  expect(rang).toEqual([]);
  vi.advanceTimersByTime(51);
  expect(rang).toEqual(["b", "a"]);
  vi.advanceTimersByTime(1000);
  expect(rang).toEqual(["b", "a"]);
});

test("one that is cancelled never rings, and the worker has forgotten it", async () => {
  const { after } = await loaded();
  const [worker] = Thread.made;
  worker?.start();
  after(100, ring("a"))();
  const stop = after(10, ring("b"));
  vi.advanceTimersByTime(10);
  stop();
  expect(rang).toEqual(["b"]);
  expect(vi.getTimerCount()).toBe(0);
  expect(worker?.heard).toEqual([[1, 100], [1], [2, 10]]);
});

test("a page that is seen, or whose worker has not started yet, keeps its own time", async () => {
  const { after } = await loaded();
  const [worker] = Thread.made;
  after(10, ring("early"));
  worker?.start();
  page.visibilityState = "visible";
  const stop = after(10, ring("never"));
  after(10, ring("seen"));
  stop();
  vi.advanceTimersByTime(10);
  expect(rang).toEqual(["early", "seen"]);
  expect(worker?.heard).toEqual([]);
});

test("a worker that dies rings what it was given, and is given no more", async () => {
  const { after } = await loaded();
  const [worker] = Thread.made;
  worker?.start();
  after(60_000, ring("given"));
  worker?.onerror?.();
  expect(rang).toEqual(["given"]);
  after(10, ring("own"));
  vi.advanceTimersByTime(10);
  expect(rang).toEqual(["given", "own"]);
  expect(worker?.heard).toHaveLength(1);
});

test("it is started once, from the file beside; from another origin by a Blob that loads it", async () => {
  const { startTimers } = await loaded();
  startTimers();
  expect(Thread.made.map(({ url }) => url)).toEqual([expect.stringMatching(/\/parley-timer\.js$/)]);
  const loader = vi.spyOn(URL, "createObjectURL");
  await loaded({ origin: "https://app.test" });
  const [blob] = loader.mock.calls[0] ?? [];
  expect(await (blob as Blob).text()).toMatch(/^importScripts\(".*\/parley-timer\.js"\)$/);
  expect(Thread.made[1]?.url).toMatch(/^blob:/);
});

test("where no worker is allowed the page's own timers have to do", async () => {
  const refuses = class {
    constructor() {
      throw new DOMException("", "SecurityError");
    }
  };
  for (const Worker of [undefined, refuses]) {
    const { after } = await loaded({ Worker });
    rang.length = 0;
    after(10, ring("own"));
    vi.advanceTimersByTime(10);
    expect(rang).toEqual(["own"]);
  }
});
