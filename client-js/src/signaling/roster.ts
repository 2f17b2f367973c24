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

/** What became of one member, with the entry as it is now. */
export type RosterChange =
  | { type: "added" | "updated" | "away" | "up"; member: Member }
  | { type: "removed"; member: Member; reason: Reason }
  | { type: "replaced"; old: Member; member: Member };

/** What a copy that holds nothing, or nothing right, asks from: everything. */
export const NOTHING = { incarnation: "0".repeat(16), rev: 0 };

/**
 * This client's copy of the room. It changes in the order of the server's revisions only: what does
 * not follow is refused, and the caller asks the server for what is missing (`sync`).
 */
export class Roster {
  #incarnation: Hex64 = "";
  #rev = 0;
  #policy: Policy = { capacity: 0, tag: "0" };
  #keys = new Map<string, KeyEntry>();
  #members = new Map<SessionId, Member>();

  /** Everybody in the room, this client included, in the order of joining. */
  get members(): ReadonlyMap<SessionId, Member> {
    return this.#members;
  }

  /** Where this copy stands. */
  get head(): Head {
    const entries = [this.#policy, ...this.#keys.values(), ...this.#members.values()];
    const digest = entries.reduce((sum, { tag }) => sum ^ BigInt(`0x${tag}`), 0n);
    return {
      incarnation: this.#incarnation,
      rev: this.#rev,
      digest: digest.toString(16).padStart(16, "0"),
    };
  }

  /**
   * Takes `changes` if they start where this copy ends, and drops what it has already. Undefined
   * where they do not follow.
   */
  apply({ incarnation, prev, rev, ops }: RoomChanges): RosterChange[] | undefined {
    if (incarnation !== this.#incarnation) return undefined;
    if (rev <= this.#rev) return [];
    if (prev !== this.#rev) return undefined;
    this.#rev = rev;
    return ops.flatMap((op) => this.#applyOp(op));
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
    this.#members = new Map(room.roster.map((member) => [member.session, member]));
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
        if (op.entry) this.#keys.set(op.key, op.entry);
        else this.#keys.delete(op.key);
        return [];
      case "policy":
        this.#policy = op.policy;
        return [];
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
    return changes;
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
