import { expect, type Page } from "@playwright/test";
import { NATS, type Nat } from "../lib/nat";
import { enter, picturesMove, restartIce, waysOf } from "../lib/page";
import { tell } from "../lib/results";
import { test } from "../lib/rig";

const pairs = NATS.flatMap((one, i) => NATS.slice(i).map((other) => [one, other] as const));

/** What the pair must use on the side of `own`: a direct path where there can be one, else the best relay. */
function expected(own: Nat, other: Nat): RegExp {
  if (own === "UDP blocked") return /^relay tcp$/;
  if (own === "TLS only") return /^relay tls$/;
  // To an address that is new for each destination only those come who need not have been spoken to.
  const strict = (nat: Nat) => nat === "symmetric" || nat === "cone";
  const hidden = strict(own) && strict(other) && [own, other].includes("symmetric");
  return hidden ? /^(srflx|prflx|relay udp)$/ : /^(srflx|prflx)$/;
}

/** Both pages show moving pictures, by one connection each, over the best way that there is. */
async function talk(pages: readonly [Page, Page], nats: readonly [Nat, Nat]): Promise<string> {
  await picturesMove(...pages);
  const [one, other] = nats;
  const locals = async () => {
    const ways = await Promise.all(pages.map(waysOf));
    return ways.map((list) => list.map(({ local }) => local).join(" + "));
  };
  const fits = async () => {
    const [a = "", b = ""] = await locals();
    const direct = !/relay/.test(a + b);
    const possible = expected(one, other).test("relay udp") ? !direct : true;
    return expected(one, other).test(a) && expected(other, one).test(b) && possible
      ? ""
      : `${a} | ${b}`;
  };
  await expect.poll(fits, `how ${one} and ${other} reach each other`).toBe("");
  const [a, b] = await Promise.all(pages.map(waysOf));
  return `${a?.[0]?.local}->${a?.[0]?.remote}, ${b?.[0]?.local}->${b?.[0]?.remote}`;
}

for (const nats of pairs) {
  test(`${nats[0]} and ${nats[1]}: they see each other, and restart ICE`, async ({ rig }) => {
    const { server, seats } = rig;
    for (const [i, { home }] of seats.entries()) home.uplink.nat(nats[i] ?? "cone");
    const [{ browser: first }, { browser: second }] = seats;
    const ada = await enter(first, server, "nat", { name: "Ada" });
    const bob = await enter(second, server, "nat", { name: "Bob" });
    const way = await talk([ada, bob], nats);
    const seen = await Promise.all(
      [ada, bob].map((page) => page.evaluate(() => window.pictures[0])),
    );
    const ms = Math.max(...seen.map(Number)) - (await bob.evaluate(() => window.joined));
    await restartIce(ada, bob);
    await talk([ada, bob], nats);
    tell(
      `${nats.join(" x ")}, join to both pictures`,
      `${Math.round(ms)} ms, ${way}`,
      "they see each other",
    );
  });
}
