import { createRequire } from "node:module";
import { expect } from "@playwright/test";

const require = createRequire(import.meta.url);

/** Vert.x' own clients, as npm has them: CommonJS without types. */
export const CLIENTS = ["@vertx/eventbus-bridge-client.js", "vertx3-eventbus-client"] as const;

interface Failure {
  readonly failureCode: number;
  readonly failureType: string;
  readonly message: string;
}

// biome-ignore lint/suspicious/noExplicitAny: bodies are looked at, not relied upon
type Body = any;
type Handler = (error: Failure | null, message: { body: Body }) => void;

interface EventBus {
  onopen: () => void;
  onerror: (error: Failure) => void;
  registerHandler(address: string, headers: object, handler: Handler): void;
  unregisterHandler(address: string, headers: object, handler: Handler): void;
  send(address: string, message: object, headers: object, handler: Handler): void;
  publish(address: string, message: object): void;
  enableReconnect(enable: boolean): void;
  close(): void;
}

/** One of the clients, connected; it keeps what it hears. */
export class BridgeClient {
  readonly heard: { readonly room: string; readonly body: Body }[] = [];
  readonly errors: Failure[] = [];
  readonly bus: EventBus;

  private constructor(bus: EventBus) {
    this.bus = bus;
    bus.onerror = (error) => this.errors.push(error);
  }

  static async open(name: (typeof CLIENTS)[number], url: string, transport: string) {
    const Client = require(name) as new (url: string, options: object) => EventBus;
    const bus = new Client(`${url}/eventbus`, { transports: [transport] });
    const client = new BridgeClient(bus);
    await new Promise<void>((resolve) => {
      bus.onopen = resolve;
    });
    return client;
  }

  /** Follows a room; what is said of it is kept until the answered function is called. */
  follow(room: string): () => void {
    const address = `parley.room.${room}`;
    const handler: Handler = (error, message) => {
      if (error) this.errors.push(error);
      else this.heard.push({ room, body: message.body });
    };
    this.bus.registerHandler(address, {}, handler);
    return () => this.bus.unregisterHandler(address, {}, handler);
  }

  kinds(room: string): string[] {
    return this.heard.filter((each) => each.room === room).map((each) => each.body.kind);
  }

  /** The next that was said, once it has been. */
  async until(count: number): Promise<Body> {
    await expect.poll(() => this.heard.length).toBeGreaterThanOrEqual(count);
    return this.heard[count - 1]?.body;
  }
}
