import { expect, test } from "vitest";
import { KINDS, mayGovern, rolesFor } from "../src/call/rights.js";
import { type Standing, standingNews, whyNot } from "../src/call/standing.js";
import type { Role } from "../src/sdk.js";

const ROLES: readonly Role[] = ["owner", "moderator", "member", "guest", "observer"];

test("owners govern everybody, moderators everybody but owners, others nobody", () => {
  for (const theirs of ROLES) {
    expect(mayGovern("owner", theirs)).toBe(true);
    expect(mayGovern("moderator", theirs)).toBe(theirs !== "owner");
    for (const own of ["member", "guest", "observer"] as const)
      expect(mayGovern(own, theirs)).toBe(false);
  }
});

test("only owners name, and unname, moderators and owners", () => {
  expect(rolesFor("owner", "moderator")).toEqual(["owner", "moderator", "member", "observer"]);
  expect(rolesFor("moderator", "member")).toEqual(["member", "observer"]);
  expect(rolesFor("moderator", "guest")).toEqual(["member", "observer", "guest"]);
  for (const theirs of ["owner", "moderator"] as const)
    expect(rolesFor("moderator", theirs)).toEqual([]);
  expect(rolesFor("member", "observer")).toEqual([]);
});

const stand = (role: Role, publish: Standing["publish"] = KINDS): Standing => ({ role, publish });

test("what is taken and what is given back is told, each in a sentence", () => {
  const muted = stand("member", ["screen", "data"]);
  expect(standingNews(stand("member"), muted)).toHaveLength(2);
  expect(standingNews(stand("member"), muted)[0]).toContain("muted you");
  expect(standingNews(muted, stand("member"))[0]).toContain("off until you turn it on");
  expect(standingNews(muted, muted)).toEqual([]);
});

test("a new role is told; an observer is not told of each right as well", () => {
  expect(standingNews(stand("member"), stand("moderator"))).toEqual([
    "You are a moderator now: see the list of people.",
  ]);
  expect(standingNews(stand("member"), stand("observer", []))).toHaveLength(1);
});

test.each(KINDS)("why %s does not work is said, and to an observer differently", (kind) => {
  expect(whyNot(kind, "member")).toMatch(/Raise your hand/);
  expect(whyNot(kind, "observer")).toMatch(/observer/);
});
