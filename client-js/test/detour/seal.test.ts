import { expect, test } from "vitest";
import { SEALING } from "../../src/detour/seal.js";
import { Way } from "../../src/detour/way.js";

const KEY = "k".repeat(32);
const TEXT = JSON.stringify({ sdp: "ä".repeat(30_000) });
const opened = (key: string, sealed: string) => SEALING.open(key, sealed).catch(() => "refused");

/** Nothing goes that way. */
class Nowhere extends Way {
  readonly id = "nobody";
  readonly live = false;
  tell = () => false;
}

test("what is sealed is opened by its key alone, and is never the same", async () => {
  const sealed = await SEALING.seal(KEY, TEXT);
  expect(await opened(KEY, sealed)).toBe(TEXT);
  expect(await SEALING.seal(KEY, TEXT)).not.toBe(sealed);
  for (const key of ["x".repeat(32), "k".repeat(31), ""])
    expect(await opened(key, sealed)).toBe("refused");
});

test("a change anywhere is noticed", async () => {
  const sealed = await SEALING.seal(KEY, "text");
  for (let i = 0; i < sealed.length; i++) {
    const other = sealed[i] === "A" ? "B" : "A";
    const changed = `${sealed.slice(0, i)}${other}${sealed.slice(i + 1)}`;
    // The last character holds bits that say nothing.
    if (atob(changed) !== atob(sealed)) expect(await opened(KEY, changed)).toBe("refused");
  }
  for (const broken of ["", "AAAA", "no base64!", sealed.slice(4)])
    expect(await opened(KEY, broken)).toBe("refused");
});

test("two pages that have met seal for each other, and for nobody else", async () => {
  const [a, b, between] = [new Nowhere(), new Nowhere(), new Nowhere()];
  expect(a.theirs).toBeUndefined();
  a.meet("page of b", b.key);
  between.meet("page of b", between.key);
  const sealed = await SEALING.seal(a.theirs ?? "", "text");
  expect(await opened(b.key, sealed)).toBe("text");
  expect(await opened(between.key, sealed)).toBe("refused");
  expect(await opened(b.key, await SEALING.seal(between.theirs ?? "", "lie"))).toBe("refused");
});

test("the certificate of the first contact counts for as long as the page lives", () => {
  const shows = (...names: string[]) =>
    names.map((name) => `a=fingerprint:sha-256 ${name}\r\n`).join("");
  const way = new Nowhere();
  way.meet("page", KEY, shows("AA:01", "AA:01"));
  expect(way.admits(shows("AA:01"))).toBe(true);
  for (const other of [shows("AA:02"), shows("AA:01", "AA:02"), "", undefined])
    expect(way.admits(other)).toBe(false);
  way.meet("page", KEY, shows("AA:02"));
  expect(way.admits(shows("AA:02"))).toBe(false);
  way.meet("reloaded", KEY, shows("AA:02"));
  expect(way.admits(shows("AA:02"))).toBe(true);
  expect(way.admits(shows("AA:01"))).toBe(false);
});
