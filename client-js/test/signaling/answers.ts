import type { IceConfig, JoinedFrame, JoinFrame, SessionId } from "../../src/signaling/frames.js";
import { HEARTBEAT, type Hub } from "./hub.js";
import type { TestRoom } from "./room.js";

/** What is kept of a join, so that its repetition is answered alike. */
export interface Answer {
  readonly session: SessionId;
  readonly offers: Record<string, SessionId>;
}

/** The answer to a join. */
export function joinedBy(
  { room, hub }: { readonly room: TestRoom; readonly hub: Hub },
  { id, generation }: JoinFrame,
  answer: Answer & { readonly ticket: string; readonly ice: IceConfig },
): JoinedFrame {
  return {
    type: "joined",
    id,
    ...answer,
    generation,
    you: { role: room.members.get(answer.session)?.role ?? "member" },
    room: room.snapshot(),
    limits: { frame: 65_536, signals: 200, hold: 600_000 },
    heartbeat: HEARTBEAT,
    capabilities: [],
    node: hub.node,
  };
}
