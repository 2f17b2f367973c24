import type { Emitter } from "../emitter.js";
import type { ParleyError } from "../errors.js";
import type { Clock } from "./clock.js";
import { type CommandBody, Commands } from "./commands.js";
import type {
  ClientFrame,
  DrainFrame,
  ErrorFrame,
  IceConfig,
  IceFrame,
  JoinedFrame,
  LobbyFrame,
  Policy,
  ResumedFrame,
  ServerFrame,
  SessionId,
} from "./frames.js";
import type { Identity } from "./identity.js";
import { Links } from "./links.js";
import type { IceUse, SignalingEvents } from "./options.js";
import { Pulses } from "./pulses.js";
import { Replica } from "./replica.js";
import type { RosterChange } from "./roster.js";

/** What is said to a session in its room, and means nothing to its socket. */
type RoomFrame = Exclude<
  ServerFrame,
  ErrorFrame | JoinedFrame | ResumedFrame | DrainFrame | LobbyFrame | { type: "token-expiring" }
>;

/** What a session says and hears in its room, once its first frame has been answered. */
export class Membership {
  readonly replica: Replica;
  readonly links: Links;
  readonly commands: Commands;
  readonly pulses: Pulses;
  #servers: IceConfig = { servers: [], expires: 0 };
  /** The room's policy, as it was told last. */
  #relay = false;
  readonly #identity: Identity;
  readonly #events: Emitter<SignalingEvents>;

  /** @param send false when there is no connection; then nothing was sent */
  constructor(
    clock: Clock,
    identity: Identity,
    events: Emitter<SignalingEvents>,
    send: (frame: ClientFrame) => boolean,
  ) {
    this.#identity = identity;
    this.#events = events;
    this.replica = new Replica(clock, (from) => send({ type: "sync", ...from }));
    this.commands = new Commands<CommandBody>(clock, send, () => identity.nextId());
    this.pulses = new Pulses(clock, (values) => send({ type: "pulse", values }));
    this.links = new Links({
      clock,
      self: () => identity.session,
      send,
      stateOf: (peer) => this.replica.roster.members.get(peer)?.state,
      deliver: (signal) => events.emit("signal", signal),
      stuck: (peer, link) => events.emit("stuck", { peer, link }),
      sync: () => this.replica.sync(),
    });
  }

  get ice(): IceUse {
    return { ...this.#servers, relay: this.#relay };
  }

  /** A join was answered. */
  joined({ room, ice, offers, session }: JoinedFrame, previous: SessionId | undefined): void {
    this.links.clear();
    this.replica.blind = false;
    const changes = this.replica.roster.load(room, true);
    this.#relay = room.policy.relay;
    this.#iceIs(ice);
    for (const [id, peer] of Object.entries(offers)) {
      const data = this.#identity.offer(id);
      if (data) this.links.send(peer, 1, "description", data, true);
    }
    const rejoined = previous !== undefined;
    this.#events.emit("joined", { snapshot: room, offers, rejoined, previous });
    const own = [previous, session];
    const others = changes.filter((c) => !("member" in c && own.includes(c.member.session)));
    if (rejoined) this.#changed(others);
    this.commands.resumed();
  }

  /** A resume was answered. */
  resumed(frame: ResumedFrame): void {
    if (frame.ice) this.#iceIs(frame.ice);
    this.replica.blind = frame.degraded === true;
    if (!frame.degraded) this.#changed(this.replica.take(frame));
    this.links.resumed();
    this.commands.resumed();
  }

  take(frame: RoomFrame): void {
    switch (frame.type) {
      case "room":
        return this.#changed(this.replica.take(frame));
      case "signal":
        return this.links.receive(frame);
      case "ack":
        for (const { from, link, seq } of frame.acks) this.links.acked(from, link, seq);
        return;
      case "undeliverable":
        return this.replica.sync();
      case "pulse":
        return this.#events.emit("pulse", { from: frame.from, values: frame.values });
      case "ping":
        return frame.head && this.replica.check(frame.head);
      case "pong":
        return;
      case "ice":
        return this.#takeIce(frame);
      case "ok":
        if (frame.ticket !== undefined) this.#identity.renewTicket(frame.ticket);
        return this.commands.answered(frame.id);
      default:
        return frame satisfies never;
    }
  }

  /** The session is over. */
  stop(reason: ParleyError): void {
    this.replica.stop();
    this.pulses.stop();
    this.links.clear();
    this.commands.stop(reason);
  }

  #changed(changes: readonly RosterChange[]): void {
    if (changes.length === 0) return;
    this.#heed(this.replica.roster.policy);
    for (const change of changes) {
      if (change.type === "removed") this.links.removed(change.member.session);
      if (change.type === "replaced") this.links.removed(change.old.session);
      if (change.type === "up") this.links.up(change.member.session);
    }
    this.#events.emit("roster", changes);
    this.links.welcome();
  }

  /** Another policy holds at once; which servers go with it, the server knows. */
  #heed({ relay }: Policy): void {
    if (relay === this.#relay) return;
    this.#relay = relay;
    this.#events.emit("ice", this.ice);
    this.commands.run({ type: "ice" }).catch(() => {}); // those at hand will do until the next come
  }

  #takeIce({ id, ticket, servers, expires }: IceFrame): void {
    this.#identity.renewTicket(ticket);
    this.#iceIs({ servers, expires });
    if (id !== undefined) this.commands.answered(id);
  }

  #iceIs(ice: IceConfig): void {
    this.#servers = ice;
    this.#events.emit("ice", this.ice);
  }
}
