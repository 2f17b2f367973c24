import { describe, expect, test } from "vitest";
import type { Member, RoomSnapshot } from "../../src/signaling/frames.js";
import { Replica } from "../../src/signaling/replica.js";
import { NOTHING, Roster } from "../../src/signaling/roster.js";
import { World } from "./world.js";

const hex = (n: number) => n.toString(16).padStart(16, "0");
const A = hex(0xa);
const B = hex(0xb);

const member = (session: string, tag: number, more: Partial<Member> = {}): Member => ({
  session,
  role: "member",
  state: "up",
  profile: {},
  capabilities: [],
  since: 0,
  tag: hex(tag),
  ...more,
});

const room = (rev: number, roster: Member[], incarnation = A): RoomSnapshot => ({
  id: "r",
  incarnation,
  rev,
  digest: hex(0),
  policy: { capacity: 12, relay: false, tag: hex(0x100) },
  keys: { topic: { value: "Soup", tag: hex(0x200) } },
  roster,
});

const add = (session: string, tag: number) =>
  ({ op: "add", member: member(session, tag) }) as const;

function loaded() {
  const roster = new Roster();
  roster.load(room(7, [member("ada-ada-", 1), member("bob-bob-", 2)]), false);
  return roster;
}

describe("the client's rule", () => {
  test("changes that start at my revision are applied", () => {
    const roster = loaded();
    const changes = {
      incarnation: A,
      prev: 7,
      rev: 9,
      ops: [add("cleo-cle", 4), add("dan-dan-", 8)],
    };
    expect(roster.apply(changes)).toMatchObject([{ type: "added" }, { type: "added" }]);
    expect(roster.head).toEqual({
      incarnation: A,
      rev: 9,
      digest: hex(0x100 ^ 0x200 ^ 1 ^ 2 ^ 4 ^ 8),
    });
    expect([...roster.members.keys()]).toEqual(["ada-ada-", "bob-bob-", "cleo-cle", "dan-dan-"]);
  });

  test("changes at or below my revision are dropped", () => {
    const roster = loaded();
    expect(roster.apply({ incarnation: A, prev: 6, rev: 7, ops: [add("cleo-cle", 4)] })).toBe(
      "old",
    );
    expect(roster.members.size).toBe(2);
  });

  test.each([
    ["a gap", { incarnation: A, prev: 8, rev: 9, ops: [add("cleo-cle", 4)] }],
    [
      "an overlap",
      { incarnation: A, prev: 6, rev: 8, ops: [add("x-x-x-x-", 4), add("y-y-y-y-", 8)] },
    ],
    ["another incarnation", { incarnation: B, prev: 7, rev: 8, ops: [add("cleo-cle", 4)] }],
  ])("%s is refused", (_, changes) => {
    const roster = loaded();
    expect(roster.apply(changes)).toBe("gap");
    expect(roster.head.rev).toBe(7);
    expect(roster.members.size).toBe(2);
  });

  test("an older snapshot of the same incarnation is dropped, one of another is taken", () => {
    const roster = loaded();
    expect(roster.load(room(7, []), false)).toEqual([]);
    expect(roster.members.size).toBe(2);
    expect(roster.load(room(1, [], B), false)).toHaveLength(2);
    expect(roster.members.size).toBe(0);
  });
});

describe("the digest", () => {
  test("is the XOR of the tags of policy, keys and members, whatever the way there", () => {
    const roster = loaded();
    const ops = [
      { op: "update", member: member("ada-ada-", 0x11, { profile: { mic: "off" } }) },
      { op: "away", member: member("bob-bob-", 0x12, { state: "away", until: 5 }) },
      { op: "replace", replaces: "bob-bob-", member: member("bob-two-", 0x13) },
      { op: "key", key: "topic" },
      { op: "key", key: "mood", entry: { value: "good", tag: hex(0x14) } },
      { op: "policy", policy: { capacity: 3, relay: false, tag: hex(0x15) } },
      { op: "remove", session: "ada-ada-", reason: "left" },
    ] as const;
    roster.apply({ incarnation: A, prev: 7, rev: 14, ops: [...ops] });
    expect(roster.head.digest).toBe(hex(0x13 ^ 0x14 ^ 0x15));
    const fresh = new Roster();
    const keys = { mood: { value: "good", tag: hex(0x14) } };
    const policy = { capacity: 3, relay: false, tag: hex(0x15) };
    fresh.load({ ...room(14, [member("bob-two-", 0x13)]), keys, policy }, false);
    expect(fresh.head).toEqual(roster.head);
  });

  test("uses all 64 bits", () => {
    const roster = new Roster();
    const tag = "fedcba9876543210";
    roster.load({ ...room(1, []), keys: {}, policy: { capacity: 1, relay: false, tag } }, false);
    expect(roster.head.digest).toBe(tag);
  });
});

describe("changes", () => {
  test("of ops carry the entry as it is now", () => {
    const roster = loaded();
    const away = member("bob-bob-", 3, { state: "away", until: 5 });
    const renamed = member("ada-ada-", 4, { profile: { name: "Ada" } });
    const heir = member("bob-two-", 5);
    const ops = [
      { op: "away", member: away },
      { op: "update", member: renamed },
      { op: "replace", replaces: "bob-bob-", member: heir },
      { op: "remove", session: "ada-ada-", reason: "kicked" },
      { op: "remove", session: "nobody--", reason: "left" },
    ] as const;
    expect(roster.apply({ incarnation: A, prev: 7, rev: 12, ops: [...ops] })).toEqual([
      { type: "away", member: away },
      { type: "updated", member: renamed },
      { type: "replaced", old: away, member: heir },
      { type: "removed", member: renamed, reason: "kicked" },
    ]);
  });

  test("of a snapshot tell what happened between; who is gone has expired", () => {
    const roster = loaded();
    const bob = member("bob-bob-", 9, { state: "away", until: 5, profile: { name: "Bob" } });
    const cleo = member("cleo-cle", 10);
    const next = {
      ...room(20, [bob, cleo]),
      keys: {},
      policy: { capacity: 2, relay: false, tag: hex(3) },
    };
    expect(roster.load(next, false)).toEqual([
      { type: "removed", member: member("ada-ada-", 1), reason: "expired" },
      { type: "away", member: bob },
      { type: "updated", member: bob },
      { type: "added", member: cleo },
      { type: "key", key: "topic", value: undefined },
      { type: "policy", policy: next.policy },
    ]);
  });
});

describe("the replica", () => {
  function replica() {
    const world = new World(1);
    const clock = world.clock();
    const asked: { incarnation: string; rev: number }[] = [];
    const copy = new Replica(clock, ({ incarnation, rev }) => asked.push({ incarnation, rev }));
    copy.take({ snapshot: room(7, [member("ada-ada-", 1)]) });
    return { world, clock, asked, copy };
  }

  test("asks from its own revision when changes do not follow", () => {
    const { asked, copy } = replica();
    copy.take({ changes: { incarnation: A, prev: 8, rev: 9, ops: [add("bob-bob-", 2)] } });
    expect(asked).toEqual([{ incarnation: A, rev: 7 }]);
  });

  test("asks once for what comes up within 200 ms", async () => {
    const { world, clock, asked, copy } = replica();
    for (let i = 0; i < 10; i++) copy.sync();
    await world.pass(150);
    expect(asked).toHaveLength(1);
    await world.pass(2000);
    expect(asked).toHaveLength(2);
    expect(clock.ahead).toBe(0);
  });

  test("compares itself with the head of the store", () => {
    const { asked, copy } = replica();
    const { head } = copy.roster;
    copy.check(head);
    copy.check({ ...head, rev: 6, digest: hex(77) });
    expect(asked).toEqual([]);
    copy.check({ ...head, rev: 8 });
    expect(asked).toEqual([{ incarnation: A, rev: 7 }]);
  });

  test("of another content at the same revision asks for everything, and takes it", () => {
    const { asked, copy } = replica();
    copy.check({ ...copy.roster.head, digest: hex(77) });
    expect(asked).toEqual([NOTHING]);
    const right = [member("ada-ada-", 1), member("bob-bob-", 2)];
    expect(copy.take({ snapshot: room(7, right) })).toMatchObject([{ type: "added" }]);
    expect(copy.take({ snapshot: room(7, []) })).toEqual([]);
  });
});
