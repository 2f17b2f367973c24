import type { JoinFrame, Moderation, SessionId } from "../../src/signaling/frames.js";
import type { Hub, Socket } from "./hub.js";
import type { TestRoom } from "./room.js";

export interface OrderPort {
  readonly hub: Hub;
  readonly room: TestRoom;
  newSessionId(): SessionId;
  /** Lets somebody in, under a session that may have waited. */
  enter(socket: Socket, frame: JoinFrame, session: SessionId): void;
}

interface Waiting {
  readonly session: SessionId;
  frame: JoinFrame;
  socket: Socket;
}

/** Who comes in, and what owners and moderators do: the server's rules, as far as a client sees them. */
export class Order {
  readonly #port: OrderPort;
  /** By instance and id of the join, in the order of coming. */
  readonly #waiting = new Map<string, Waiting>();

  constructor(port: OrderPort) {
    this.#port = port;
  }

  get #room(): TestRoom {
    return this.#port.room;
  }

  /** Everything is forgotten. */
  clear(): void {
    this.#waiting.clear();
  }

  /** The code with which a new join is refused. */
  refusal({ instance }: JoinFrame): string | undefined {
    return this.#room.out.get(instance) ?? (this.#room.policy.locked ? "room-locked" : undefined);
  }

  /** Whether a join has to wait; the same one on another socket keeps its place. */
  holds(socket: Socket, frame: JoinFrame): boolean {
    if (!this.#room.policy.lobby || this.#room.members.size === 0) return false;
    const key = `${frame.instance}/${frame.id}`;
    const known = this.#waiting.get(key);
    if (known) Object.assign(known, { socket, frame });
    else {
      const session = this.#port.newSessionId();
      this.#waiting.set(key, { session, frame, socket });
      this.#room.knock(session, frame.profile);
    }
    this.#tell();
    return true;
  }

  /** @returns the code with which it is refused */
  carryOut(by: SessionId, frame: Moderation): string | undefined {
    const room = this.#room;
    if (!["owner", "moderator"].includes(room.members.get(by)?.role ?? "")) return "forbidden";
    switch (frame.action) {
      case "admit":
        return this.#admit(frame.session);
      case "deny":
        return this.#deny(frame.session);
      case "kick":
        return this.#expel(frame.session, "kicked", "kicked");
      case "ban":
        room.ban(frame.session);
        return this.#expel(frame.session, "banned", "banned");
      case "unban":
        return room.unban(frame.session);
      case "mute":
        return room.rights(frame.session, frame.publish ?? ["microphone"], false);
      case "grant":
        return room.rights(frame.session, frame.publish, true);
      case "role":
        return room.setRole(frame.session, frame.role);
      case "lock":
      case "unlock":
        return room.setPolicy({ locked: frame.action === "lock" });
      case "policy":
        return room.setPolicy(frame.policy);
      case "key":
        return room.setKey(frame.key, frame.value);
      case "close":
        for (const session of [...room.members.keys()])
          this.#expel(session, "closed", "room-closed");
        return undefined;
      default:
        return frame satisfies never;
    }
  }

  #admit(session: SessionId | undefined): undefined {
    for (const [key, waiting] of [...this.#waiting]) {
      if (session !== undefined && waiting.session !== session) continue;
      this.#waiting.delete(key);
      this.#room.knock(waiting.session, undefined);
      this.#port.enter(waiting.socket, waiting.frame, waiting.session);
    }
    this.#tell();
  }

  #deny(session: SessionId): undefined {
    for (const [key, { socket, frame, session: waiting }] of [...this.#waiting]) {
      if (waiting !== session) continue;
      this.#waiting.delete(key);
      this.#room.knock(session, undefined);
      this.#port.hub.refuse(socket, "denied", frame.id);
    }
    this.#tell();
  }

  #expel(session: SessionId, reason: "kicked" | "banned" | "closed", code: string): undefined {
    const seat = this.#room.seats.get(session);
    this.#room.out.set(session, code);
    if (seat && reason !== "closed") this.#room.out.set(seat.instance, code);
    const socket = this.#port.hub.of(session);
    this.#room.remove(session, reason);
    if (socket) this.#port.hub.refuse(socket, code, undefined);
  }

  #tell(): void {
    let position = 0;
    for (const { socket, frame, session } of this.#waiting.values()) {
      position++;
      if (socket.open) socket.end.send({ type: "lobby", id: frame.id, session, position });
    }
  }
}
