import { expect, test } from "vitest";
import type { ClientFrame, SignalFrame } from "../../src/signaling/frames.js";
import { Links } from "../../src/signaling/links.js";
import { World } from "./world.js";

const ME = "mmmmmmmm";
const SMALLER = "aaaaaaaa";
const LARGER = "zzzzzzzz";

function links() {
  const world = new World(1);
  const roster = new Map<string, "up" | "away">([
    [SMALLER, "up"],
    [LARGER, "up"],
  ]);
  const net = { online: true };
  const sent: ClientFrame[] = [];
  const heard: SignalFrame[] = [];
  const log = { syncs: 0, stuck: [] as string[] };
  const clock = world.clock();
  const all = new Links({
    clock,
    self: () => ME,
    send: (frame) => net.online && sent.push(frame) > 0,
    stateOf: (peer) => roster.get(peer),
    deliver: (signal) => heard.push(signal),
    stuck: (peer, link) => log.stuck.push(`${peer} ${link}`),
    sync: () => log.syncs++,
  });
  const acks = () => sent.flatMap((frame) => (frame.type === "ack" ? frame.acks : []));
  const signals = () => sent.filter((frame) => frame.type === "signal");
  return { world, clock, roster, net, sent, heard, log, all, acks, signals };
}

const from = (peer: string, link: number, seq: number): SignalFrame => ({
  type: "signal",
  from: peer,
  link,
  seq,
  kind: "app",
  data: { seq },
});

test("the first link of a pair is 1; later ones are odd from the smaller id, even from the larger", () => {
  const { all } = links();
  expect([1, 2, 3].map(() => all.open(LARGER))).toEqual([1, 3, 5]);
  expect([1, 2, 3].map(() => all.open(SMALLER))).toEqual([1, 2, 4]);
});

test("a link that the peer opened counts", () => {
  const { all } = links();
  all.receive(from(LARGER, 4, 1));
  expect(all.open(LARGER)).toBe(5);
});

test("what came is acknowledged within 100 ms, all links in one frame", async () => {
  const { world, all, sent } = links();
  all.receive(from(LARGER, 1, 1));
  all.receive(from(LARGER, 1, 2));
  all.receive(from(SMALLER, 1, 1));
  expect(sent).toEqual([]);
  await world.pass(100);
  const acks = [
    { to: LARGER, link: 1, seq: 2 },
    { to: SMALLER, link: 1, seq: 1 },
  ];
  expect(sent).toEqual([{ type: "ack", acks }]);
});

test("an ack that went with a signal is not sent again", async () => {
  const { world, all, acks, signals } = links();
  all.receive(from(LARGER, 1, 1));
  all.send(LARGER, 1, "app", {});
  await world.pass(100);
  expect(signals()).toMatchObject([{ to: LARGER, ack: 1 }]);
  expect(acks()).toEqual([]);
});

test("a doubled signal is acknowledged again and not handed on", async () => {
  const { world, all, acks, heard } = links();
  all.receive(from(LARGER, 1, 1));
  await world.pass(100);
  all.receive(from(LARGER, 1, 1));
  await world.pass(100);
  expect(acks()).toHaveLength(2);
  expect(heard).toHaveLength(1);
});

test("more than 64 acks take two frames", async () => {
  const { world, all, sent, roster } = links();
  for (let i = 10; i < 80; i++) {
    roster.set(`peer-${i}-`, "up");
    all.receive(from(`peer-${i}-`, 1, 1));
  }
  await world.pass(100);
  expect(sent.map((frame) => frame.type === "ack" && frame.acks.length)).toEqual([64, 6]);
});

test("a signal for a closed link is acknowledged and dropped, and the ack names the highest link", async () => {
  const { world, all, acks, heard } = links();
  all.receive(from(LARGER, 1, 1));
  all.receive(from(LARGER, 2, 1));
  all.close(LARGER, 1);
  heard.length = 0;
  all.receive(from(LARGER, 1, 2));
  await world.pass(100);
  expect(heard).toEqual([]);
  expect(acks()).toContainEqual({ to: LARGER, link: 1, seq: 2 });
  expect(acks()).toContainEqual({ to: LARGER, link: 2, seq: 1 });
});

test("who closes a link while its signals are handed on gets no more of them", () => {
  const { all, heard } = links();
  all.receive(from(LARGER, 1, 3));
  all.receive(from(LARGER, 1, 2));
  const push = heard.push.bind(heard);
  heard.push = (signal) => {
    all.close(LARGER, 1);
    return push(signal);
  };
  all.receive(from(LARGER, 1, 1));
  expect(heard.map(({ seq }) => seq)).toEqual([1]);
});

test("remove ends the pair's links and keeps the highest number", async () => {
  const { world, clock, roster, all, heard, sent } = links();
  all.send(LARGER, all.open(LARGER), "app", {});
  all.receive(from(LARGER, 4, 1));
  roster.delete(LARGER);
  all.removed(LARGER);
  sent.length = heard.length = 0;
  await world.pass(20_000);
  expect(sent).toEqual([]);
  expect(clock.ahead).toBe(0);
  roster.set(LARGER, "up");
  all.receive(from(LARGER, 4, 1));
  all.send(LARGER, 1, "app", {});
  expect(heard).toEqual([]);
  expect(sent).toEqual([]);
  expect(all.open(LARGER)).toBe(5);
});

test("an ack that names a higher link moves the next number above it", () => {
  const { all } = links();
  all.open(LARGER);
  all.acked(LARGER, 8, 0);
  expect(all.open(LARGER)).toBe(9);
});

test("nothing is sent to a peer that is away; all of it when it is up", async () => {
  const { world, all, roster, signals } = links();
  roster.set(LARGER, "away");
  all.send(LARGER, all.open(LARGER), "app", {});
  await world.pass(30_000);
  expect(signals()).toEqual([]);
  roster.set(LARGER, "up");
  all.up(LARGER);
  expect(signals()).toHaveLength(1);
});

test("a peer that is heard on one link is sent again what waits on another, if it was lost", async () => {
  const { world, all, signals } = links();
  all.receive(from(LARGER, 1, 1));
  const link = all.open(LARGER);
  for (const n of [1, 2]) all.send(LARGER, link, "app", { n });
  await world.pass(200);
  all.receive(from(LARGER, 1, 2)); // what was sent may still be on its way
  expect(signals()).toHaveLength(2);
  await world.pass(200);
  all.acked(LARGER, 1, 0);
  all.receive(from(LARGER, 1, 3));
  expect(signals().map(({ seq }) => seq)).toEqual([1, 2, 1, 2]);
});

test("after a resume all links are acknowledged, and what is unacknowledged is sent again", () => {
  const { all, net, acks, signals } = links();
  all.receive(from(SMALLER, 1, 1));
  net.online = false;
  all.send(LARGER, all.open(LARGER), "app", {});
  expect(signals()).toEqual([]);
  net.online = true;
  all.resumed();
  expect(signals()).toMatchObject([{ to: LARGER, link: 1, seq: 1 }]);
  expect(acks()).toEqual([{ to: SMALLER, link: 1, seq: 1 }]);
});

test("a signal of somebody not in the roster yet waits for the news", async () => {
  const { world, all, roster, heard, log } = links();
  all.receive(from("stranger", 1, 1));
  await world.pass(1000);
  expect(heard).toEqual([]);
  roster.set("stranger", "up");
  all.welcome();
  expect(heard).toHaveLength(1);
  await world.pass(5000);
  expect(log.syncs).toBe(0);
});

test("after 2 s without the news it is dropped, and the roster is asked for", async () => {
  const { world, clock, all, roster, heard, log } = links();
  all.receive(from("stranger", 1, 1));
  await world.pass(1500);
  all.receive(from("stranger", 1, 2));
  await world.pass(600);
  expect(log.syncs).toBe(1);
  await world.pass(2000);
  expect(log.syncs).toBe(2);
  roster.set("stranger", "up");
  all.welcome();
  expect(heard).toEqual([]);
  expect(clock.ahead).toBe(0);
});

test("at most 64 signals of strangers wait", () => {
  const { all, roster, heard } = links();
  for (let seq = 1; seq <= 70; seq++) all.receive(from("stranger", 1, seq));
  roster.set("stranger", "up");
  all.welcome();
  expect(heard).toHaveLength(64);
});

test("a peer that opens link after link is heard on 16 of them", () => {
  const { all, heard } = links();
  for (let link = 1; link <= 40; link++) all.receive(from(LARGER, link, 1));
  expect(heard).toHaveLength(16);
});

test("a link is stuck when 30 s later, though the sender goes on, what is next has not come", async () => {
  const { world, all, log, heard } = links();
  all.receive(from(LARGER, 1, 2));
  await world.pass(29_999);
  all.receive(from(LARGER, 1, 3));
  expect(log.stuck).toEqual([]);
  await world.pass(1);
  all.receive(from(LARGER, 1, 2));
  expect(log.stuck).toEqual([`${LARGER} 1`]);
  expect(heard).toEqual([]);
});

test("a gap that closed is not held against the next one", async () => {
  const { world, all, log, heard } = links();
  all.receive(from(LARGER, 1, 2));
  await world.pass(29_000);
  all.receive(from(LARGER, 1, 1));
  all.receive(from(LARGER, 1, 4));
  await world.pass(29_000);
  all.receive(from(LARGER, 1, 4));
  expect(log.stuck).toEqual([]);
  expect(heard.map(({ seq }) => seq)).toEqual([1, 2]);
});
