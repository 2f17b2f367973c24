import type {
  Ban,
  Hex64,
  Knock,
  Member,
  Policy,
  Publish,
  Reason,
  Role,
  RoomChanges,
  RoomOp,
  RoomSnapshot,
  SessionId,
  Values,
} from "../../src/signaling/frames.js";
import type { World } from "./world.js";

const GRACE = 45_000;
const ALL: readonly Publish[] = ["microphone", "camera", "screen", "data"];

/** What the server alone knows of a member. */
export interface Seat {
  readonly instance: string;
  generation: number;
}

/** The truth about one room: the rules of the server, as far as a client can notice them. */
export class TestRoom {
  readonly incarnation: Hex64;
  rev = 0;
  readonly members = new Map<SessionId, Member>();
  readonly seats = new Map<SessionId, Seat>();
  readonly lobby = new Map<SessionId, Knock>();
  readonly bans = new Map<SessionId, Ban>();
  readonly keys: RoomSnapshot["keys"] = {};
  /** Sessions and instances that may not come back, and what they are told. */
  readonly out = new Map<string, string>();
  readonly #world: World;
  readonly #announce: (changes: RoomChanges) => void;
  readonly #log: RoomOp[] = [];
  policy: Policy;
  readonly #logFrom: number;

  constructor(world: World, announce: (changes: RoomChanges) => void) {
    this.#world = world;
    this.#announce = announce;
    this.incarnation = this.#hex();
    this.policy = { capacity: 12, relay: false, tag: this.#hex() };
    this.#logFrom = 0;
  }

  get digest(): Hex64 {
    const maps = [this.members, this.lobby, this.bans].flatMap((map) => [...map.values()]);
    const entries = [this.policy, ...maps, ...Object.values(this.keys)];
    const digest = entries.reduce((sum, { tag }) => sum ^ BigInt(`0x${tag}`), 0n);
    return digest.toString(16).padStart(16, "0");
  }

  get head() {
    return { incarnation: this.incarnation, rev: this.rev, digest: this.digest };
  }

  snapshot(): RoomSnapshot {
    const { incarnation, rev, digest, policy, keys } = this;
    const [roster, lobby, bans] = [this.members, this.lobby, this.bans].map((map) => [
      ...map.values(),
    ]) as [Member[], Knock[], Ban[]];
    const more = { ...(lobby.length > 0 && { lobby }), ...(bans.length > 0 && { bans }) };
    return structuredClone({ id: "r", incarnation, rev, digest, policy, keys, roster, ...more });
  }

  /** What follows `from`; the last few ops as ops, else all of it. */
  since(from: { incarnation: Hex64; rev: number }) {
    const missing = this.rev - from.rev;
    const known = from.incarnation === this.incarnation && from.rev >= this.#logFrom;
    if (!known || missing < 0 || missing > 20) return { snapshot: this.snapshot() };
    const ops = structuredClone(this.#log.slice(this.#log.length - missing));
    return { changes: this.#changes(missing === 0 ? [] : ops) };
  }

  add(session: SessionId, seat: Seat, profile: Values, replaces: SessionId | undefined): void {
    const role = this.members.size === 0 ? "owner" : "member";
    const since = Math.round(this.#world.now);
    const base = { session, role, state: "up", profile, capabilities: [], since } as const;
    const member: Member = { ...base, capabilities: [], tag: this.#hex() };
    this.seats.set(session, seat);
    if (replaces !== undefined && this.members.has(replaces)) {
      this.seats.delete(replaces);
      this.#step({ op: "replace", replaces, member });
    } else this.#step({ op: "add", member });
  }

  update(session: SessionId, set: Values, unset: readonly string[]): void {
    this.#change(session, "update", (member) => {
      const kept = Object.entries(member.profile).filter(([name]) => !unset.includes(name));
      return { ...member, profile: { ...Object.fromEntries(kept), ...set } };
    });
  }

  up(session: SessionId): void {
    this.#change(session, "up", ({ until: _, ...member }) => ({ ...member, state: "up" }));
  }

  away(session: SessionId, hold = GRACE): void {
    const until = Math.round(this.#world.now + hold);
    this.#change(session, "away", (member) => ({ ...member, state: "away", until }));
    this.#world.after(hold, () => {
      if (this.members.get(session)?.until === until) this.remove(session, "expired");
    });
  }

  remove(session: SessionId, reason: Reason): void {
    if (!this.members.has(session)) return;
    this.seats.delete(session);
    this.#step({ op: "remove", session, reason });
  }

  setPolicy(change: Partial<Omit<Policy, "tag">>): undefined {
    this.#step({ op: "policy", policy: { ...this.policy, ...change, tag: this.#hex() } });
  }

  setKey(key: string, value: string | undefined): undefined {
    this.#step({ op: "key", key, ...(value !== undefined && { entry: this.#entry({ value }) }) });
  }

  /** @param profile absent: the session waits no more */
  knock(session: SessionId, profile: Values | undefined): void {
    const since = Math.round(this.#world.now);
    const knock = profile && this.#entry({ session, profile, since });
    this.#step({ op: "lobby", session, ...(knock && { knock }) });
  }

  ban(session: SessionId): void {
    const name = String(this.members.get(session)?.profile.name);
    const ban = this.#entry({ session, name, since: Math.round(this.#world.now) });
    this.#step({ op: "ban", session, ban });
  }

  unban(session: SessionId): undefined {
    for (const [who, code] of this.out) if (code === "banned") this.out.delete(who);
    this.#step({ op: "ban", session });
  }

  rights(session: SessionId, kinds: readonly Publish[], given: boolean): undefined {
    this.#change(session, "update", ({ publish = [...ALL], ...member }) => {
      const now = ALL.filter((kind) => (kinds.includes(kind) ? given : publish.includes(kind)));
      return now.length === ALL.length ? member : { ...member, publish: now };
    });
  }

  setRole(session: SessionId, role: Role): undefined {
    this.#change(session, "update", ({ publish: _, ...member }) => ({
      ...member,
      role,
      ...(role === "observer" && { publish: [] }),
    }));
  }

  #entry<T extends object>(fields: T): T & { tag: Hex64 } {
    return { ...fields, tag: this.#hex() };
  }

  #change(session: SessionId, op: "update" | "up" | "away", next: (member: Member) => Member) {
    const member = this.members.get(session);
    if (member) this.#step({ op, member: { ...next(member), tag: this.#hex() } });
  }

  #step(op: RoomOp): void {
    if (op.op === "policy") this.policy = op.policy;
    if (op.op === "key" && op.entry) this.keys[op.key] = op.entry;
    if (op.op === "key" && !op.entry) delete this.keys[op.key];
    if (op.op === "lobby") put(this.lobby, op.session, op.knock);
    if (op.op === "ban") put(this.bans, op.session, op.ban);
    if (op.op === "remove") this.members.delete(op.session);
    if (op.op === "replace") this.members.delete(op.replaces);
    if ("member" in op) this.members.set(op.member.session, op.member);
    this.rev++;
    this.#log.push(op);
    this.#announce(structuredClone(this.#changes([op])));
  }

  #changes(ops: RoomOp[]): RoomChanges {
    return { incarnation: this.incarnation, prev: this.rev - ops.length, rev: this.rev, ops };
  }

  #hex(): Hex64 {
    const half = () =>
      Math.floor(this.#world.random() * 2 ** 32)
        .toString(16)
        .padStart(8, "0");
    return half() + half();
  }
}

function put<T>(map: Map<SessionId, T>, session: SessionId, entry: T | undefined): void {
  if (entry) map.set(session, entry);
  else map.delete(session);
}
