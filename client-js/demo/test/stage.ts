/** The app on a test stage: the real views over the double of a room, driven by a test. */

import { prepare } from "../../src/parley.js";
import { ParleyApp } from "../src/app.js";
import { type JoinOptions, ParleyError, type Room } from "../src/sdk.js";
import { applyTheme } from "../src/ui/theme.js";
import { FakeExchange } from "./fake-files.js";
import { FakePeople } from "./fake-people.js";
import { FakeRoom } from "./fake-room.js";
import { portrait } from "./portrait.js";

export interface Stage {
  /** Set while in a call. */
  room?: FakeRoom;
  files?: FakeExchange;
  /** Set while the page is reachable. */
  people?: FakePeople;
  /** When set, the next attendance is refused with this code. */
  stranger?: string;
  /** When set, the next join is refused with this code. */
  refuse?: string;
  /** What the app joined with. */
  asked?: JoinOptions;
  /** When set, the next join waits in the lobby until it is told the end: a code, or to come in. */
  waits?: boolean;
  waiting?: { position(at: number): void; end(code?: string): void };
}

declare global {
  interface Window {
    stage: Stage;
  }
}

const stage: Stage = {};
window.stage = stage;

async function join(_url: string, name: string, options: JoinOptions = {}): Promise<Room> {
  stage.asked = options;
  if (stage.refuse) throw new ParleyError(stage.refuse, "refused by the test");
  if (stage.waits) await wait(options);
  const { microphone, camera } = options.lobby ?? {};
  const shown = new MediaStream([
    ...(microphone?.state === "on" && microphone.track ? [microphone.track] : []),
    ...(camera?.state === "on" ? portrait(0).getTracks() : []),
  ]);
  stage.room = new FakeRoom(name, options.profile ?? {}, shown);
  return stage.room;
}

/** In front of the door, until the test or the person ends it. */
function wait({ waiting, signal }: JoinOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (code?: string) =>
      code ? reject(new ParleyError(code, "ended by the test")) : resolve();
    signal?.addEventListener("abort", () => end("aborted"));
    stage.waiting = { position: (at) => waiting?.(at), end };
    waiting?.(1);
  });
}

applyTheme();
document.body.append(
  new ParleyApp({
    join,
    prepare,
    exchangeFiles: ({ peers }) => {
      stage.files = new FakeExchange(peers);
      return stage.files;
    },
    attend: async (_url, options = {}) => {
      if (stage.stranger) throw new ParleyError(stage.stranger, "refused by the test");
      stage.people = new FakePeople(options);
      return stage.people;
    },
    safetyWords: async (_room, { connection }) => {
      if (connection !== "connected") throw new ParleyError("not-connected", "by the test");
      return ["amber", "basket", "candle", "dolphin", "ember", "feather", "garden", "harbor"];
    },
  }),
);
