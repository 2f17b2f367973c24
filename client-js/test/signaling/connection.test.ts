import { describe, expect, test } from "vitest";
import { dialer, HEARTBEAT } from "./sockets.js";

describe("a socket", () => {
  test("speaks parley.v1, and the first frame leaves in the tick in which it opens", () => {
    const { all, latest, hello } = dialer();
    all.dial();
    expect(latest().arguments).toEqual(["ws://server/signal", "parley.v1"]);
    expect(all.send({ type: "leave" })).toBe(false);
    latest().onopen?.();
    expect(latest().sent).toEqual([hello]);
    expect(all.send({ type: "leave" })).toBe(false);
    all.established(HEARTBEAT);
    expect(all.send({ type: "leave" })).toBe(true);
  });

  test("answers the server's ping with its number", () => {
    const { connect, latest, frames } = dialer();
    connect();
    latest().say({ type: "ping", n: 12 });
    expect(latest().sent).toEqual([{ type: "pong", n: 12 }]);
    expect(frames).toEqual([{ type: "ping", n: 12 }]);
  });

  test("skips what it does not know, and tells of what is no frame", () => {
    const { connect, latest, frames, log } = dialer();
    connect();
    latest().onmessage?.({ data: '{"type":"of-tomorrow"}' });
    expect(log).toEqual([]);
    for (const data of ["{", "null", '{"type":"toString"}{', '{"type":"ok"}', new ArrayBuffer(2)]) {
      latest().onmessage?.({ data });
    }
    expect(log).toEqual(Array(5).fill("bad frame"));
    expect(frames).toEqual([]);
  });
});

describe("silence", () => {
  test("beyond a ping's time is asked about, and no answer within 1 s is a loss", async () => {
    const { world, connect, latest, log, sockets } = dialer();
    connect();
    await world.pass(5999);
    expect(latest().sent).toEqual([]);
    await world.pass(1);
    expect(latest().sent).toEqual([{ type: "ping", n: 1 }]);
    await world.pass(999);
    expect(log).toEqual([]);
    await world.pass(1);
    expect(log).toEqual(["lost 0"]);
    await world.pass(250);
    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.closed).toBe(1000);
  });

  test("that ends with the answer is none; the next one counts from there", async () => {
    const { world, connect, latest, log } = dialer();
    connect();
    await world.pass(6500);
    latest().say({ type: "pong", n: 1 });
    await world.pass(5000);
    latest().say({ type: "ping", n: 1 });
    await world.pass(5999);
    expect(log).toEqual([]);
    expect(latest().sent.map(({ type }) => type)).toEqual(["ping", "pong"]);
    await world.pass(1100);
    expect(log).toEqual(["lost 0"]);
  });

  test("of a machine that slept is a loss at once", async () => {
    const { world, connect, log } = dialer();
    connect();
    world.sleep(60_000);
    await world.pass(1);
    expect(log).toEqual(["lost 0"]);
  });
});

describe("a probe", () => {
  test("is answered within a second, or the connection is lost", async () => {
    const { world, all, connect, latest, log } = dialer();
    connect();
    all.probe();
    all.probe();
    expect(latest().sent).toEqual([{ type: "ping", n: 1 }]);
    latest().say({ type: "pong", n: 1 });
    await world.pass(1500);
    expect(log).toEqual([]);
    all.probe();
    latest().say({ type: "pong", n: 1 });
    await world.pass(1000);
    expect(log).toEqual(["lost 0"]);
  });

  test("without a connection tries at once", async () => {
    const { world, all, connect, latest, sockets } = dialer();
    connect();
    for (let i = 0; i < 8; i++) {
      latest().onclose?.({ code: 1006 });
      all.probe();
      expect(sockets).toHaveLength(i + 2);
    }
    all.probe();
    await world.pass(500); // the attempt may have gone into a network that is no more
    all.probe();
    expect(sockets).toHaveLength(10);
  });
});

describe("a connection that does not answer a probe", () => {
  const doubted = () => {
    const made = dialer();
    made.connect();
    const [old] = made.sockets;
    made.all.probe();
    return { ...made, old };
  };

  test("has another tried beside it, and is used until that one is there", async () => {
    const { world, all, old, sockets, latest, log } = doubted();
    await world.pass(650);
    expect(sockets).toHaveLength(2);
    all.send({ type: "ping", n: 7 });
    expect(old?.sent).toContainEqual({ type: "ping", n: 7 });
    latest().onopen?.();
    all.established(HEARTBEAT);
    expect(old?.closed).toBe(1000);
    await world.pass(1000);
    expect(log).toEqual([]);
  });

  test("is lost after a second though another is tried, and that one goes on", async () => {
    const { world, all, sockets, latest, log } = doubted();
    await world.pass(1000);
    expect(log).toEqual(["lost 0"]);
    expect(sockets).toHaveLength(2);
    latest().onopen?.();
    all.established(HEARTBEAT);
    await world.pass(1000);
    expect(sockets).toHaveLength(2);
  });

  test("and answers soon has none beside it", async () => {
    const { world, old, sockets } = doubted();
    await world.pass(390);
    old?.say({ type: "pong", n: 1 });
    await world.pass(1000);
    expect(sockets).toHaveLength(1);
  });

  test("leaves no timer when all is stopped", () => {
    const { all, clock } = doubted();
    all.stop();
    expect(clock.ahead).toBe(0);
  });
});

describe("attempts", () => {
  test("are given up after 2.5 s, and follow each other under 0.25, 0.5, 1, 2, 4, 8, 8 s", async () => {
    const bounds = [250, 500, 1000, 2000, 4000, 8000, 8000];
    const longest = bounds.map(() => 0);
    for (let seed = 1; seed <= 60; seed++) {
      const { world, all, sockets } = dialer(seed);
      all.dial();
      await world.pass(80_000);
      for (const [i, bound] of bounds.entries()) {
        const wait = (sockets[i + 1]?.at ?? 0) - (sockets[i]?.at ?? 0) - 2500;
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThan(bound);
        longest[i] = Math.max(longest[i] ?? 0, wait);
      }
    }
    for (const [i, bound] of bounds.entries()) expect(longest[i]).toBeGreaterThan(bound * 0.8);
  });

  test("start anew from 0.25 s after a connection of 5 s, not after a shorter one", async () => {
    const waits = async (held: number) => {
      let longest = 0;
      for (let seed = 1; seed <= 40; seed++) {
        const { world, all, latest, connect, sockets } = dialer(seed);
        all.dial();
        await world.pass(20_000);
        connect();
        await world.pass(held);
        const count = sockets.length;
        const at = world.now;
        latest().onclose?.({ code: 1006 });
        await world.pass(9000);
        longest = Math.max(longest, (sockets[count]?.at ?? 0) - at);
      }
      return longest;
    };
    expect(await waits(5000)).toBeLessThan(250);
    expect(await waits(4000)).toBeGreaterThan(1000);
  });

  test("wait as long as the server says", async () => {
    const { world, all, latest, sockets } = dialer();
    all.dial();
    latest().onopen?.();
    all.again(3000);
    await world.pass(2999);
    expect(sockets).toHaveLength(1);
    await world.pass(1);
    expect(sockets).toHaveLength(2);
  });

  test("leave no timer when they are stopped", async () => {
    const { world, clock, all, sockets } = dialer();
    all.dial();
    all.stop();
    expect(clock.ahead).toBe(0);
    await world.pass(60_000);
    expect(sockets).toHaveLength(1);
  });
});

describe("a close code tells the duty", () => {
  test.each([1000, 1001, 1006, 4000, 4001, 4011, 4012, 4013, 4029])(
    "%i: come back",
    async (code) => {
      const { world, connect, latest, log, sockets } = dialer();
      connect();
      latest().onclose?.({ code });
      await world.pass(250);
      expect(log).toEqual([`lost ${code}`]);
      expect(sockets).toHaveLength(2);
    },
  );

  test.each([4030, 4040, 4041, 4050, 4059])("%i: do not come back", async (code) => {
    const { world, clock, connect, latest, log, sockets } = dialer();
    connect();
    latest().onclose?.({ code });
    await world.pass(60_000);
    expect(log).toEqual([`refused ${code}`]);
    expect(sockets).toHaveLength(1);
    expect(clock.ahead).toBe(0);
  });
});
