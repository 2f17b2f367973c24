import type { Peer, RoomEvents } from "../api.js";
import type { Ban, Knock, Moderation, Publish, Role, RoomPolicy } from "../api-moderation.js";
import { Emitter } from "../emitter.js";
import type { RosterChange } from "../signaling/roster.js";
import type { Signaling } from "../signaling/signaling.js";

/** {@link Moderation}: the order of a room, as the roster has it, and the commands that change it. */
export class Governed implements Moderation {
  protected readonly events = new Emitter<RoomEvents>();
  readonly #signaling: Signaling;
  readonly #do: Signaling["moderate"];

  constructor(signaling: Signaling) {
    this.#signaling = signaling;
    this.#do = (action) => signaling.moderate(action);
    signaling.on("roster", (changes) => {
      for (const change of changes) this.#tell(change);
    });
  }

  on<K extends keyof RoomEvents>(event: K, listener: (value: RoomEvents[K]) => void): () => void {
    return this.events.on(event, listener);
  }

  get policy(): RoomPolicy {
    const { tag: _, ...policy } = this.#signaling.roster.policy;
    return { lobby: false, locked: false, strict: false, ...policy };
  }
  get lobby(): readonly Knock[] {
    return [...this.#signaling.roster.lobby.values()];
  }
  get bans(): readonly Ban[] {
    return [...this.#signaling.roster.bans.values()];
  }
  get keys(): ReadonlyMap<string, string> {
    return new Map(Array.from(this.#signaling.roster.keys, ([key, { value }]) => [key, value]));
  }

  setPolicy(policy: Partial<RoomPolicy>): Promise<void> {
    return this.#do({ action: "policy", policy });
  }
  setKey(key: string, value?: string): Promise<void> {
    return this.#do({ action: "key", key, value });
  }
  admit(knock?: Knock): Promise<void> {
    return this.#do({ action: "admit", session: knock?.session });
  }
  deny({ session }: Knock): Promise<void> {
    return this.#do({ action: "deny", session });
  }
  kick({ id: session }: Peer): Promise<void> {
    return this.#do({ action: "kick", session });
  }
  ban(who: Peer | Knock): Promise<void> {
    return this.#do({ action: "ban", session: "id" in who ? who.id : who.session });
  }
  unban({ session }: Ban): Promise<void> {
    return this.#do({ action: "unban", session });
  }
  mute({ id: session }: Peer, publish?: readonly Publish[]): Promise<void> {
    return this.#do({ action: "mute", session, publish });
  }
  grant({ id: session }: Peer, publish: readonly Publish[]): Promise<void> {
    return this.#do({ action: "grant", session, publish });
  }
  setRole({ id: session }: Peer, role: Role): Promise<void> {
    return this.#do({ action: "role", session, role });
  }
  lock(): Promise<void> {
    return this.#do({ action: "lock" });
  }
  unlock(): Promise<void> {
    return this.#do({ action: "unlock" });
  }
  /** That it is closed may be known before that it was done. */
  async close(): Promise<void> {
    await this.#do({ action: "close" }).catch((error) => {
      if (error.code !== "room-closed") throw error;
    });
  }

  #tell(change: RosterChange): void {
    const { events } = this;
    if (change.type === "policy") events.emit("policy", this.policy);
    if (change.type === "lobby") events.emit("lobby", this.lobby);
    if (change.type === "bans") events.emit("bans", this.bans);
    if (change.type === "key") events.emit("key", change);
  }
}
