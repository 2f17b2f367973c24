/**
 * A room as one who follows it has it: a pure function of what the bridge says.
 *
 * @typedef {{session: string, user?: string, role: string, state: "up" | "away", since: number,
 *   profile: Record<string, string | number | boolean>}} Member
 * @typedef {{incarnation: string, rev: number, members: ReadonlyMap<string, Member>}} Room
 */

/** Nobody is there. @type {Room} */
export const EMPTY = { incarnation: "", rev: 0, members: new Map() };

/**
 * The room after a message of it; null where the message does not follow from what there is: then
 * whoever follows the room registers again, and gets it whole.
 *
 * @param {Room} room
 * @param {any} body
 * @returns {Room | null}
 */
export function next(room, body) {
  switch (body.kind) {
    case "snapshot":
      return {
        incarnation: body.incarnation,
        rev: body.rev,
        members: new Map(body.roster.map((member) => [member.session, member])),
      };
    case "absent":
      return EMPTY;
    case "changes":
      return body.incarnation === room.incarnation && body.prev === room.rev
        ? { ...room, rev: body.rev, members: body.ops.reduce(apply, new Map(room.members)) }
        : null;
    default: // of a later version
      return room;
  }
}

/** Ops carry the whole entry, so to apply one is to put it; those that are about no member pass. */
function apply(members, op) {
  if (op.op === "remove") members.delete(op.session);
  if (op.op === "replace") members.delete(op.replaces);
  if (op.member) members.set(op.member.session, op.member);
  return members;
}
