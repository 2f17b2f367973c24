import { expect, test } from "vitest";
import { handOf, nextHand, raisedHands } from "../src/call/hands.js";
import { everybodyIn, inOrder } from "../src/call/person.js";
import type { Peer, Room } from "../src/sdk.js";

const peer = (id: string, hand?: unknown) =>
  ({
    id,
    profile: { name: id, hand },
    role: "member",
    publish: [],
    connection: "connected",
  }) as unknown as Peer;

const room = (own: unknown, ...peers: Peer[]) =>
  ({
    self: { id: "me", profile: { name: "Me", hand: own }, role: "member", publish: [] },
    peers: new Map(peers.map((each) => [each.id, each])),
    microphone: { state: "on" },
    camera: { state: "on" },
  }) as unknown as Room;

const ids = (people: readonly { id: string }[]) => people.map(({ id }) => id);

test("hands stand in the order of raising, whoever came first", () => {
  expect(ids(raisedHands(room(2, peer("ada", 3), peer("bob"), peer("eve", 1))))).toEqual([
    "eve",
    "me",
    "ada",
  ]);
});

test("two hands raised at once stand in the same order on every screen", () => {
  expect(ids(raisedHands(room(0, peer("eve", 1), peer("ada", 1))))).toEqual(["ada", "eve"]);
});

test("the next hand comes after all that are up", () => {
  expect(nextHand(room(undefined))).toBe(1);
  expect(nextHand(room(undefined, peer("ada", 4), peer("bob", 2)))).toBe(5);
  expect(nextHand(room(undefined, peer("ada", Number.MAX_SAFE_INTEGER)))).toBe(
    Number.MAX_SAFE_INTEGER,
  );
});

test.each([0, -1, 1.5, "1", true, Number.NaN, Number.POSITIVE_INFINITY])(
  "%s is no raised hand",
  (hand) => {
    expect(handOf(peer("ada", hand))).toBeUndefined();
  },
);

test("the list begins with the hands, then oneself, then the others as they came", () => {
  const here = room(undefined, peer("zoe"), peer("ada", 2), peer("bob", 1), peer("cid"));
  expect(ids(inOrder(everybodyIn(here)))).toEqual(["bob", "ada", "me", "zoe", "cid"]);
});
