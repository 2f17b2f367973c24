import { once } from "node:events";
import { WebSocket } from "ws";

// biome-ignore lint/suspicious/noExplicitAny: frames are looked at, not relied upon
type Frame = any;

/** A member of a room without media that keeps every frame the server sends it. */
export class Observer {
  readonly frames: Frame[] = [];
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (text) => {
      const frame = JSON.parse(String(text));
      this.frames.push(frame);
      if (frame.type === "ping") this.send({ type: "pong", n: frame.n });
    });
  }

  static async join(signalUrl: string, room: string, extra: object = {}): Promise<Observer> {
    const socket = new WebSocket(signalUrl, "parley.v1", { rejectUnauthorized: false });
    const observer = new Observer(socket);
    await once(socket, "open");
    const instance = `observer-${Math.random().toString(36).slice(2, 12)}`;
    const profile = { name: "Observer" };
    observer.send({ type: "join", id: "j1", instance, generation: 1, room, profile, ...extra });
    await once(socket, "message");
    return observer;
  }

  send(frame: object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  /** Every op heard so far, in order. */
  ops(): Frame[] {
    return this.frames.flatMap((frame) => frame.changes?.ops ?? []);
  }

  leave(): void {
    this.send({ type: "leave" });
    this.#socket.close();
  }
}
