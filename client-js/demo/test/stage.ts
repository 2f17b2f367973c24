/** The app on a test stage: the real views over the double of a room, driven by a test. */

import { prepare } from "../../src/parley.js";
import { ParleyApp } from "../src/app.js";
import { type JoinOptions, ParleyError, type Room } from "../src/sdk.js";
import { applyTheme } from "../src/ui/theme.js";
import { FakeExchange } from "./fake-files.js";
import { FakeRoom } from "./fake-room.js";
import { portrait } from "./portrait.js";

export interface Stage {
  /** Set while in a call. */
  room?: FakeRoom;
  files?: FakeExchange;
  /** When set, the next join is refused with this code. */
  refuse?: string;
}

declare global {
  interface Window {
    stage: Stage;
  }
}

const stage: Stage = {};
window.stage = stage;

async function join(_url: string, name: string, options: JoinOptions = {}): Promise<Room> {
  if (stage.refuse) throw new ParleyError(stage.refuse, "refused by the test");
  const { microphone, camera } = options.lobby ?? {};
  const shown = new MediaStream([
    ...(microphone?.state === "on" && microphone.track ? [microphone.track] : []),
    ...(camera?.state === "on" ? portrait(0).getTracks() : []),
  ]);
  stage.room = new FakeRoom(name, options.profile ?? {}, shown);
  return stage.room;
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
  }),
);
