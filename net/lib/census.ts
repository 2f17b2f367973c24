import type { CDPSession, Page } from "@playwright/test";

/** What lives in a page after the garbage was collected. */
export interface Census {
  readonly connections: number;
  /** Closed, and still held by somebody. */
  readonly closed: number;
  readonly listeners: number;
  readonly nodes: number;
  readonly timers: number;
}

declare global {
  interface Window {
    /** Timers that have not come, and intervals that were not ended. */
    timers: Set<number>;
  }
}

/** Runs in the page, before anything of it does: keeps the set of timers. */
export function countTimers(): void {
  const { setTimeout: later, setInterval: often, clearTimeout: forget } = window;
  window.timers = new Set();
  const call = (handler: TimerHandler, args: unknown[]) => {
    if (typeof handler === "function") handler(...args);
  };
  window.setTimeout = ((handler: TimerHandler, ms?: number, ...args: unknown[]) => {
    const id = later(() => {
      window.timers.delete(id);
      call(handler, args);
    }, ms);
    window.timers.add(id);
    return id;
  }) as typeof later;
  window.setInterval = ((handler: TimerHandler, ms?: number, ...args: unknown[]) => {
    const id = often(() => call(handler, args), ms);
    window.timers.add(id);
    return id;
  }) as typeof often;
  window.clearTimeout = window.clearInterval = (id) => {
    window.timers.delete(Number(id));
    forget(id);
  };
}

/** Looks into one page of Chromium, by the protocol of its developer tools. */
export class Looker {
  readonly #page: Page;
  readonly #tools: CDPSession;

  private constructor(page: Page, tools: CDPSession) {
    this.#page = page;
    this.#tools = tools;
  }

  static async at(page: Page): Promise<Looker> {
    const tools = await page.context().newCDPSession(page);
    await tools.send("Performance.enable");
    return new Looker(page, tools);
  }

  async count(): Promise<Census> {
    // Twice: what the first time finalizes may hold what the second time takes.
    for (let i = 0; i < 2; i++) await this.#tools.send("HeapProfiler.collectGarbage");
    const states = await this.#onConnections<string[]>(
      "function () { return this.map((pc) => pc.connectionState); }",
    );
    const { metrics } = await this.#tools.send("Performance.getMetrics");
    const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
    return {
      connections: states.filter((state) => state !== "closed").length,
      closed: states.filter((state) => state === "closed").length,
      listeners: metric("JSEventListeners"),
      nodes: metric("Nodes"),
      timers: await this.#page.evaluate(() => window.timers.size),
    };
  }

  /** All the connections of the page that live, whoever holds them. */
  async restartIce(): Promise<void> {
    await this.#onConnections(
      "function () { for (const pc of this) if (pc.connectionState === 'connected') pc.restartIce(); }",
    );
  }

  async #onConnections<T>(functionDeclaration: string): Promise<T> {
    const tools = this.#tools;
    const objectGroup = "census";
    const { result } = await tools.send("Runtime.evaluate", {
      expression: "RTCPeerConnection.prototype",
      objectGroup,
    });
    const { objects } = await tools.send("Runtime.queryObjects", {
      prototypeObjectId: result.objectId ?? "",
      objectGroup,
    });
    const answer = await tools.send("Runtime.callFunctionOn", {
      objectId: objects.objectId ?? "",
      functionDeclaration,
      returnByValue: true,
    });
    await tools.send("Runtime.releaseObjectGroup", { objectGroup });
    return answer.result.value as T;
  }
}
