import type {
  Head,
  Hex64,
  KeyEntry,
  Member,
  Policy,
  Reason,
  RoomChanges,
  RoomOp,
  RoomSnapshot,
  SessionId,
} from "./frames.js";

/** One difference between two states of the roster, with the entry as it is now. */
export type RosterChange =
  | { type: "added" | "updated" | "away" | "up"; member: Member }
  | { type: "removed"; member: Member; reason: Reason }
  | { type: "replaced"; old: Member; member: Member }
  | { type: "key"; key: string; value: string | undefined }
  | { type: "policy"; policy: Policy };

/** What became of a run of changes: applied, known already, or not next to this copy. */
export type Applied = RosterChange[] | "old" | "gap";

/** What a copy that holds nothing, or nothing right, asks from: everything. */
export const NOTHING = { incarnation: "0".repeat(16), rev: 0 };

const bits = (hex: Hex64) => BigInt(`0x${hex}`);

/**
 * This client's copy of the room. It changes in the order of the server's revisions only: what does
 * not follow is refused, and the caller asks the server for what is missing (`sync`).
 */
export class Roster {
  #incarnation: Hex64 = "";
  #rev = 0;
  #digest = 0n;
  #policy: Policy = { capacity: 0, tag: "0" };
  readonly #keys = new Map<string, KeyEntry>();
  readonly #members = new Map<SessionId, Member>();

  /** Everybody in the room, this client included, in the order of joining. */
  get members(): ReadonlyMap<SessionId, Member> {
    return this.#members;
  }

  get keys(): ReadonlyMap<string, KeyEntry> {
    return this.#keys;
  }

  get policy(): Policy {
    return this.#policy;
  }

  /** Where this copy stands. */
  get head(): Head {
    const digest = this.#digest.toString(16).padStart(16, "0");
    return { incarnation: this.#incarnation, rev: this.#rev, digest };
  }

  /** Takes `changes` if they start where this copy ends; else nothing happens. */
  apply({ incarnation, prev, rev, ops }: RoomChanges): Applied {
    if (incarnation !== this.#incarnation) return "gap";
    if (rev <= this.#rev) return "old";
    if (prev !== this.#rev) return "gap";
    const changes = ops.map((op) => this.#applyOp(op));
    this.#rev = rev;
    return changes.flat();
  }

  /**
   * Takes the whole room, unless this copy is of the same incarnation and at least as new. What
   * happened between is told as if it had been seen; whoever is gone counts as expired, since a
   * snapshot does not say why.
   *
   * @param always take it also when it is not newer: this copy is known to be wrong
   */
  load(room: RoomSnapshot, always: boolean): RosterChange[] {
    if (!always && room.incarnation === this.#incarnation && room.rev <= this.#rev) return [];
    const changes = this.#difference(room);
    this.#incarnation = room.incarnation;
    this.#rev = room.rev;
    this.#digest = 0n;
    this.#policy = room.policy;
    this.#count(room.policy);
    this.#keys.clear();
    for (const [key, entry] of Object.entries(room.keys)) this.#put(this.#keys, key, entry);
    this.#members.clear();
    for (const member of room.roster) this.#put(this.#members, member.session, member);
    return changes;
  }

  /**
   * What to ask for when the server's room stands at `head`: nothing when it is this copy, or older
   * news; when the same revision has another content, all: from `NOTHING`.
   */
  missing(head: Head): { incarnation: Hex64; rev: number } | undefined {
    const { incarnation, rev, digest } = this.head;
    if (head.incarnation === incarnation) {
      if (head.rev < rev || (head.rev === rev && head.digest === digest)) return undefined;
      if (head.rev === rev) return NOTHING;
    }
    return { incarnation, rev };
  }

  #applyOp(op: RoomOp): RosterChange[] {
    switch (op.op) {
      case "remove": {
        const member = this.#drop(this.#members, op.session);
        return member ? [{ type: "removed", member, reason: op.reason }] : [];
      }
      case "replace": {
        const old = this.#drop(this.#members, op.replaces);
        this.#put(this.#members, op.member.session, op.member);
        const { member } = op;
        return [old ? { type: "replaced", old, member } : { type: "added", member }];
      }
      case "key":
        if (op.entry) this.#put(this.#keys, op.key, op.entry);
        else this.#drop(this.#keys, op.key);
        return [{ type: "key", key: op.key, value: op.entry?.value }];
      case "policy":
        this.#count(this.#policy);
        this.#count(op.policy);
        this.#policy = op.policy;
        return [{ type: "policy", policy: op.policy }];
      default: {
        const old = this.#put(this.#members, op.member.session, op.member);
        return changesOf(old, op.member);
      }
    }
  }

  #difference(room: RoomSnapshot): RosterChange[] {
    const changes: RosterChange[] = [];
    const present = new Set(room.roster.map((member) => member.session));
    for (const member of this.#members.values()) {
      if (!present.has(member.session))
        changes.push({ type: "removed", member, reason: "expired" });
    }
    for (const member of room.roster) {
      changes.push(...changesOf(this.#members.get(member.session), member));
    }
    for (const key of new Set([...this.#keys.keys(), ...Object.keys(room.keys)])) {
      const entry = room.keys[key];
      if (entry?.tag !== this.#keys.get(key)?.tag)
        changes.push({ type: "key", key, value: entry?.value });
    }
    if (room.policy.tag !== this.#policy.tag) changes.push({ type: "policy", policy: room.policy });
    return changes;
  }

  /** Adds an entry to the digest, or takes it out again. */
  #count(entry: { tag: Hex64 }): void {
    this.#digest ^= bits(entry.tag);
  }

  #put<E extends { tag: Hex64 }>(map: Map<string, E>, key: string, entry: E): E | undefined {
    const old = map.get(key);
    if (old) this.#count(old);
    this.#count(entry);
    map.set(key, entry);
    return old;
  }

  #drop<E extends { tag: Hex64 }>(map: Map<string, E>, key: string): E | undefined {
    const old = map.get(key);
    if (old) this.#count(old);
    map.delete(key);
    return old;
  }
}

function changesOf(old: Member | undefined, member: Member): RosterChange[] {
  if (!old) return [{ type: "added", member }];
  if (old.tag === member.tag) return [];
  const changes: RosterChange[] = [];
  if (old.state !== member.state) changes.push({ type: member.state, member });
  const told = (m: Member) => JSON.stringify([m.role, m.user, m.profile]);
  if (told(old) !== told(member)) changes.push({ type: "updated", member });
  return changes;
}
