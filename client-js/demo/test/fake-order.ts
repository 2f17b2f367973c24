import type {
  Ban,
  Knock,
  LeaveReason,
  Moderation,
  Peer,
  Publish,
  Role,
  RoomEvents,
  RoomPolicy,
} from "../src/sdk.js";

/** The order of a room that is none: what the app asks for is noted, and comes true at once. */
export abstract class FakeOrder implements Moderation {
  policy: RoomPolicy = { capacity: 12, relay: false, lobby: false, locked: false, strict: false };
  lobby: readonly Knock[] = [];
  bans: readonly Ban[] = [];
  readonly keys: Map<string, string> = new Map();
  /** `kick Ada`, `mute Bob microphone`, … */
  readonly asked: string[] = [];
  /** The next commands are refused. */
  deaf = false;

  abstract emit<K extends keyof RoomEvents>(event: K, value: RoomEvents[K]): void;
  abstract add(name: string): void;
  abstract change(name: string, change: Partial<Peer>): void;
  abstract remove(name: string, reason?: LeaveReason): void;

  /** Somebody comes to the door. */
  knock(name: string, user?: string): void {
    const session = `knock-${name}`;
    const knock = { session, ...(user && { user }), profile: { name }, since: 1_795_354_200_000 };
    this.#wait([...this.lobby, knock]);
  }

  async setPolicy(change: Partial<RoomPolicy>): Promise<void> {
    this.#note("policy", JSON.stringify(change));
    this.policy = { ...this.policy, ...change };
    this.emit("policy", this.policy);
  }

  async setKey(key: string, value?: string): Promise<void> {
    this.#note("key", key, value);
    if (value === undefined) this.keys.delete(key);
    else this.keys.set(key, value);
    this.emit("key", { key, value });
  }

  async admit(knock?: Knock): Promise<void> {
    this.#note("admit", knock?.profile.name);
    const admitted = knock ? [knock] : this.lobby;
    this.#wait(this.lobby.filter((each) => !admitted.includes(each)));
    for (const { profile } of admitted) this.add(profile.name ?? "");
  }

  async deny(knock: Knock): Promise<void> {
    this.#note("deny", knock.profile.name);
    this.#wait(this.lobby.filter((each) => each !== knock));
  }

  async kick(peer: Peer): Promise<void> {
    this.#note("kick", peer.profile.name);
    this.remove(peer.profile.name ?? "", "kicked");
  }

  async ban({ id: session, profile: { name = "" } }: Peer): Promise<void> {
    this.#note("ban", name);
    this.remove(name, "banned");
    this.#keepOut([...this.bans, { session, name, since: 1_795_354_200_000 }]);
  }

  async unban(ban: Ban): Promise<void> {
    this.#note("unban", ban.name);
    this.#keepOut(this.bans.filter((each) => each !== ban));
  }

  async mute({ profile, publish }: Peer, kinds: readonly Publish[] = ["microphone"]) {
    this.#note("mute", profile.name, ...kinds);
    const left = publish.filter((kind) => !kinds.includes(kind));
    this.change(profile.name ?? "", { publish: left });
  }

  async grant({ profile, publish }: Peer, kinds: readonly Publish[]): Promise<void> {
    this.#note("grant", profile.name, ...kinds);
    this.change(profile.name ?? "", { publish: [...publish, ...kinds] });
  }

  async setRole({ profile }: Peer, role: Role): Promise<void> {
    this.#note("role", profile.name, role);
    this.change(profile.name ?? "", { role });
  }

  async lock(): Promise<void> {
    this.#note("lock");
    this.#lock(true);
  }

  async unlock(): Promise<void> {
    this.#note("unlock");
    this.#lock(false);
  }

  async close(): Promise<void> {
    this.#note("close");
  }

  #note(...words: (string | undefined)[]): void {
    if (this.deaf) throw new Error("refused by the test");
    this.asked.push(words.filter((word) => word !== undefined).join(" "));
  }

  #lock(locked: boolean): void {
    this.policy = { ...this.policy, locked };
    this.emit("policy", this.policy);
  }

  #wait(lobby: readonly Knock[]): void {
    this.lobby = lobby;
    this.emit("lobby", lobby);
  }

  #keepOut(bans: readonly Ban[]): void {
    this.bans = bans;
    this.emit("bans", bans);
  }
}
