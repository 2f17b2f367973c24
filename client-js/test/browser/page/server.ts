import { realTime } from "../../media/real-time.js";
import { TestServer } from "../../signaling/server.js";
import type { Acceptor } from "../../signaling/wire.js";
import { World } from "../../signaling/world.js";
import { serve } from "./lines.js";

/** The page that plays the server: the protocol's test server, its time driven by the real one. */
const world = new World(1);
const server = new TestServer(world);
/** Of another room, under another address. */
const second = new TestServer(world);
let up = true;
let lies = false;
realTime(world);
serve((url) => (up ? lying(url.endsWith("/2") ? second : server) : undefined));

/** While it lies, each description names a certificate that nobody has. */
function lying(honest: TestServer): Acceptor {
  const accept: Acceptor["accept"] = (end) =>
    honest.accept({
      close: (code) => end.close(code),
      send: (frame) => {
        const text = JSON.stringify(frame);
        end.send(lies ? JSON.parse(text.replaceAll(/(sha-256 )(..):(..)/g, "$1$3:$2")) : frame);
      },
    });
  return { accept };
}

export const serverPage = {
  /** Everything is forgotten, and nobody answers for `ms`. */
  restart(ms: number): void {
    up = false;
    server.restart();
    setTimeout(() => {
      up = true;
    }, ms);
  },
  lie(): void {
    lies = true;
  },
  roster: () => [...server.room.members.values()],
  /** Milliseconds for which the place of somebody who is away is kept. */
  held: (name: string) => {
    const member = [...server.room.members.values()].find(({ profile }) => profile.name === name);
    return member?.until === undefined ? undefined : member.until - world.now;
  },
  /** How many of the room's ops so far were of that kind. */
  ops: (kind: string) => {
    const { changes } = server.room.since({ incarnation: server.room.incarnation, rev: 0 });
    return changes?.ops.filter(({ op }) => op === kind).length;
  },
  /** The session is over; its page learns it when it tries to resume. */
  expire(session: string): void {
    server.room.seats.delete(session);
    const socket = server.hub.of(session);
    if (socket) server.hub.close(socket, 1006);
  },
};
Object.assign(globalThis, { server: serverPage });
