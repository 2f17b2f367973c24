import { expect, type Page } from "@playwright/test";
import { decodesFrom, sdkPage } from "../lib/call";
import { Coturn } from "../lib/coturn";
import { test } from "../lib/test";

let coturn: Coturn;

test.beforeEach(async () => {
  coturn = await Coturn.start();
});

test.afterEach(async () => {
  await coturn.stop();
});

/** What a page's connections that live know of the other side, and what they use themselves. */
interface Known {
  /** Kinds of the peer's candidates, as the browser's own statistics have them. */
  remote: string[];
  /** Kinds of this page's candidate in each pair that is used. */
  used: string[];
  /** Every candidate that is in what the peer signalled. */
  signalled: string[];
  /** Schemes of the ICE servers, and the policy, of each connection. */
  servers: string[];
  policies: string[];
}

function known(page: Page): Promise<Known> {
  return page.evaluate(async () => {
    const all: Known = { remote: [], used: [], signalled: [], servers: [], policies: [] };
    for (const pc of window.connections) {
      if (pc.connectionState !== "connected") continue;
      const stats = await pc.getStats();
      for (const report of stats.values()) {
        if (report.type === "remote-candidate") all.remote.push(report.candidateType);
        if (report.type === "transport")
          all.used.push(
            stats.get(stats.get(report.selectedCandidatePairId).localCandidateId).candidateType,
          );
      }
      const sdp = pc.remoteDescription?.sdp ?? "";
      all.signalled.push(...sdp.split("\r\n").filter((line) => line.startsWith("a=candidate")));
      const { iceServers = [], iceTransportPolicy = "" } = pc.getConfiguration();
      all.servers.push(
        ...iceServers.flatMap(({ urls }) => urls).map((url) => url.split(":")[0] ?? ""),
      );
      all.policies.push(iceTransportPolicy);
    }
    return all;
  });
}

const kinds = (values: readonly string[]) => [...new Set(values)].sort();

test("in a relay-only room nobody sees a host or server-reflexive candidate", async ({
  browser,
  serve,
}) => {
  const server = await serve([], coturn.env);
  const ada = await sdkPage(browser, server, "hidden", { name: "Ada" });
  await ada.evaluate(() => window.room.setPolicy({ relay: true }));
  const bob = await sdkPage(browser, server, "hidden", { name: "Bob" });
  for (const page of [ada, bob]) {
    await expect.poll(() => decodesFrom(page, 1)).toBe(true);
    const { remote, used, signalled, servers, policies } = await known(page);
    expect(kinds(used)).toEqual(["relay"]);
    // Seen by its checks before its candidate came, a relayed address counts as peer-reflexive.
    expect(kinds(remote).filter((kind) => kind !== "prflx")).toEqual(["relay"]);
    expect(signalled.length).toBeGreaterThan(0);
    for (const line of signalled) expect(line).toMatch(/ typ relay raddr 0\.0\.0\.0 rport 0 /);
    expect(kinds(servers)).toEqual(["turn"]);
    expect(kinds(policies)).toEqual(["relay"]);
  }
});

test("a room becomes relay-only during a call, which goes on: a newcomer sees relays alone", async ({
  browser,
  serve,
}) => {
  const server = await serve([], coturn.env);
  const ada = await sdkPage(browser, server, "later", { name: "Ada" });
  const bob = await sdkPage(browser, server, "later", { name: "Bob" });
  for (const page of [ada, bob]) {
    await expect.poll(() => decodesFrom(page, 1)).toBe(true);
    const { used, remote, servers } = await known(page);
    expect(used).not.toContain("relay");
    expect(remote).toContain("host");
    expect(kinds(servers)).toEqual(["stun", "turn"]);
  }
  await ada.evaluate(() => window.room.setPolicy({ relay: true }));
  for (const page of [ada, bob]) {
    await expect.poll(async () => kinds((await known(page)).policies)).toEqual(["relay"]);
    await expect.poll(async () => kinds((await known(page)).servers)).toEqual(["turn"]);
    await expect.poll(() => decodesFrom(page, 1)).toBe(true);
  }
  const cyd = await sdkPage(browser, server, "later", { name: "Cyd" });
  await expect.poll(() => decodesFrom(cyd, 2)).toBe(true);
  const { remote, used } = await known(cyd);
  expect(kinds(used)).toEqual(["relay"]);
  expect(kinds(remote).filter((kind) => kind !== "prflx")).toEqual(["relay"]);
  expect(await bob.evaluate(() => window.room.policy.relay)).toBe(true);
});
