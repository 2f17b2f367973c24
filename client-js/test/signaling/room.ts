import type {
  Hex64,
  Member,
  RoomChanges,
  RoomOp,
  RoomSnapshot,
  SessionId,
  Values,
} from "../../src/signaling/frames.js";
import type { World } from "./world.js";

const GRACE = 45_000;

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
  /** Sessions and instances that were kicked. */
  readonly banned = new Set<string>();
  readonly #world: World;
  readonly #announce: (changes: RoomChanges) => void;
  readonly #log: RoomOp[] = [];
  #policy: RoomSnapshot["policy"];
  readonly #logFrom: number;

  constructor(world: World, announce: (changes: RoomChanges) => void) {
    this.#world = world;
    this.#announce = announce;
    this.incarnation = this.#hex();
    this.#policy = { capacity: 12, relay: false, tag: this.#hex() };
    this.#logFrom = 0;
  }

  get digest(): Hex64 {
    const tags = [this.#policy.tag, ...[...this.members.values()].map((member) => member.tag)];
    const digest = tags.reduce((sum, tag) => sum ^ BigInt(`0x${tag}`), 0n);
    return digest.toString(16).padStart(16, "0");
  }

  get head() {
    return { incarnation: this.incarnation, rev: this.rev, digest: this.digest };
  }

  snapshot(): RoomSnapshot {
    const { incarnation, rev, digest } = this;
    const roster = structuredClone([...this.members.values()]);
    return { id: "r", incarnation, rev, digest, policy: this.#policy, keys: {}, roster };
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

  remove(session: SessionId, reason: "left" | "kicked" | "expired"): void {
    if (!this.members.has(session)) return;
    this.seats.delete(session);
    this.#step({ op: "remove", session, reason });
  }

  setPolicy(change: { capacity?: number; relay?: boolean }): void {
    this.#policy = { ...this.#policy, ...change, tag: this.#hex() };
    this.#step({ op: "policy", policy: this.#policy });
  }

  #change(session: SessionId, op: "update" | "up" | "away", next: (member: Member) => Member) {
    const member = this.members.get(session);
    if (member) this.#step({ op, member: { ...next(member), tag: this.#hex() } });
  }

  #step(op: RoomOp): void {
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
