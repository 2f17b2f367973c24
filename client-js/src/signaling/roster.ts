import type {
  Ban,
  Head,
  Hex64,
  KeyEntry,
  Knock,
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
  | { type: "policy"; policy: Policy }
  | { type: "lobby" | "bans" };

/** What became of a run of changes: applied, known already, or not next to this copy. */
export type Applied = RosterChange[] | "old" | "gap";

/** What a copy that holds nothing, or nothing right, asks from: everything. */
export const NOTHING = { incarnation: "0".repeat(16), rev: 0 };

/**
 * This client's copy of the room. It changes in the order of the server's revisions only: what does
 * not follow is refused, and the caller asks the server for what is missing (`sync`).
 */
export class Roster {
  #incarnation: Hex64 = "";
  #rev = 0;
  #policy: Policy = { capacity: 0, relay: false, tag: "0" };
  #keys = new Map<string, KeyEntry>();
  #members = new Map<SessionId, Member>();
  #lobby = new Map<SessionId, Knock>();
  #bans = new Map<SessionId, Ban>();

  /** Everybody in the room, this client included, in the order of joining. */
  get members(): ReadonlyMap<SessionId, Member> {
    return this.#members;
  }

  get keys(): ReadonlyMap<string, KeyEntry> {
    return this.#keys;
  }

  /** Who waits in front of the door, in the order of coming. */
  get lobby(): ReadonlyMap<SessionId, Knock> {
    return this.#lobby;
  }

  get bans(): ReadonlyMap<SessionId, Ban> {
    return this.#bans;
  }

  get policy(): Policy {
    return this.#policy;
  }

  /** Where this copy stands. */
  get head(): Head {
    const maps = [this.#keys, this.#members, this.#lobby, this.#bans];
    const entries = [this.#policy, ...maps.flatMap((map) => [...map.values()])];
    const digest = entries.reduce((sum, { tag }) => sum ^ BigInt(`0x${tag}`), 0n);
    return {
      incarnation: this.#incarnation,
      rev: this.#rev,
      digest: digest.toString(16).padStart(16, "0"),
    };
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
    this.#policy = room.policy;
    this.#keys = new Map(Object.entries(room.keys));
    this.#members = bySession(room.roster);
    this.#lobby = bySession(room.lobby);
    this.#bans = bySession(room.bans);
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
    const members = this.#members;
    switch (op.op) {
      case "remove": {
        const member = members.get(op.session);
        members.delete(op.session);
        return member ? [{ type: "removed", member, reason: op.reason }] : [];
      }
      case "replace": {
        const { member, replaces } = op;
        const old = members.get(replaces);
        members.delete(replaces);
        members.set(member.session, member);
        return [old ? { type: "replaced", old, member } : { type: "added", member }];
      }
      case "key":
        put(this.#keys, op.key, op.entry);
        return [{ type: "key", key: op.key, value: op.entry?.value }];
      case "policy":
        this.#policy = op.policy;
        return [{ type: "policy", policy: op.policy }];
      case "lobby":
        put(this.#lobby, op.session, op.knock);
        return [{ type: "lobby" }];
      case "ban":
        put(this.#bans, op.session, op.ban);
        return [{ type: "bans" }];
      default: {
        const { member } = op;
        const old = members.get(member.session);
        members.set(member.session, member);
        return changesOf(old, member);
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
    if (tags(this.#lobby.values()) !== tags(room.lobby)) changes.push({ type: "lobby" });
    if (tags(this.#bans.values()) !== tags(room.bans)) changes.push({ type: "bans" });
    return changes;
  }
}

const bySession = <T extends { session: SessionId }>(entries: readonly T[] = []) =>
  new Map(entries.map((entry) => [entry.session, entry]));

const tags = (entries: Iterable<{ tag: Hex64 }> = []) => Array.from(entries, (it) => it.tag).join();

/** An entry that is absent is gone. */
function put<T>(map: Map<string, T>, key: string, entry: T | undefined): void {
  if (entry) map.set(key, entry);
  else map.delete(key);
}

function changesOf(old: Member | undefined, member: Member): RosterChange[] {
  if (!old) return [{ type: "added", member }];
  if (old.tag === member.tag) return [];
  const changes: RosterChange[] = [];
  if (old.state !== member.state) changes.push({ type: member.state, member });
  const told = (m: Member) => JSON.stringify([m.role, m.user, m.publish, m.profile]);
  if (told(old) !== told(member)) changes.push({ type: "updated", member });
  return changes;
}
