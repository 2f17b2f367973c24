import { expect, type Page } from "@playwright/test";
import { TURN_ADDRESS } from "../lib/internet";
import { blankPage, join, picturesMove, waysOf } from "../lib/page";
import { test } from "../lib/rig";

/** All that the server has sent to a page so far. */
function heard(page: Page): string[] {
  const frames: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => frames.push(String(payload))),
  );
  return frames;
}

/** Kind and address of every candidate of the other side that the page's browser knows. */
function remoteCandidates(page: Page): Promise<{ kind: string; address: string }[]> {
  return page.evaluate(async () => {
    const all: { kind: string; address: string }[] = [];
    for (const pc of window.connections) {
      for (const report of (await pc.getStats()).values())
        if (report.type === "remote-candidate")
          all.push({ kind: report.candidateType, address: report.address });
    }
    return all;
  });
}

test("in a relay-only room nobody learns where the other one is", async ({ rig }) => {
  const { server, seats } = rig;
  for (const { home } of seats) home.uplink.nat("cone");
  const ada = await blankPage(seats[0].browser, server);
  const bob = await blankPage(seats[1].browser, server);
  const told = [heard(ada), heard(bob)];
  await join(ada, server, "hidden", { name: "Ada" });
  await ada.evaluate(() => window.room.setPolicy({ relay: true }));
  await join(bob, server, "hidden", { name: "Bob" });
  await picturesMove(ada, bob);
  for (const [i, page] of [ada, bob].entries()) {
    const other = seats[1 - i]?.home.uplink;
    const frames = told[i]?.join("\n") ?? "";
    expect(frames).not.toContain(other?.address);
    expect(frames).not.toContain(other?.wan);
    const signalled = frames.match(/candidate:[^"\\]*/g) ?? [];
    expect(signalled.length).toBeGreaterThan(0);
    for (const candidate of signalled)
      expect(candidate).toMatch(
        new RegExp(` ${TURN_ADDRESS} \\d+ typ relay raddr 0.0.0.0 rport 0 `),
      );
    // Seen by its checks before its candidate came, a relayed address counts as peer-reflexive.
    for (const { kind, address } of await remoteCandidates(page)) {
      expect(kind).toMatch(/^(relay|prflx)$/);
      expect(address).toBe(TURN_ADDRESS);
    }
    for (const { local } of await waysOf(page)) expect(local).toBe("relay udp");
  }
});
