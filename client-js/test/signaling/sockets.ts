import type { SocketLike } from "../../src/signaling/connection.js";
import { decode } from "../../src/signaling/decode.js";
import { Dialer } from "../../src/signaling/dialer.js";
import type { ClientFrame, ServerFrame } from "../../src/signaling/frames.js";
import { World } from "./world.js";

export const HEARTBEAT = { interval: 5000, timeout: 12_000, probe: 1000 };

/** A dialer whose sockets do nothing by themselves. */
export function dialer(seed = 1) {
  const world = new World(seed);
  const clock = world.clock();
  const sockets: FakeSocket[] = [];
  const log: string[] = [];
  const frames: ServerFrame[] = [];
  class FakeSocket implements SocketLike {
    onopen: SocketLike["onopen"] = null;
    onmessage: SocketLike["onmessage"] = null;
    onclose: SocketLike["onclose"] = null;
    readonly at = world.now;
    readonly sent: ClientFrame[] = [];
    readonly arguments: readonly unknown[];
    closed: number | undefined;
    constructor(...args: [string, string]) {
      this.arguments = args;
      sockets.push(this);
    }
    send(text: string): void {
      this.sent.push(JSON.parse(text));
    }
    close(code?: number): void {
      this.closed = code;
    }
    say(frame: ServerFrame): void {
      this.onmessage?.({ data: JSON.stringify(frame) });
    }
  }
  const hello = { type: "ping", n: 99 } as const;
  const all = new Dialer(clock, FakeSocket, "ws://server/signal", {
    hello: () => hello,
    decode,
    frame: (frame) => frames.push(frame),
    badFrame: () => log.push("bad frame"),
    lost: (code) => log.push(`lost ${code}`),
    refused: (code) => log.push(`refused ${code}`),
  });
  const latest = () => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error("no socket");
    return socket;
  };
  /** Dials, and lets the server take the first frame. */
  const connect = () => {
    all.dial();
    latest().onopen?.();
    all.established(HEARTBEAT);
    latest().sent.length = 0;
  };
  return { world, clock, sockets, log, frames, hello, all, latest, connect };
}
