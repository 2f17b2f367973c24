import { expect, test } from "vitest";
import { listed, REACTIONS, reactionIn, spoken } from "../src/call/reactions.js";

test("what is in the palette is shown, and nothing else", () => {
  for (const reaction of REACTIONS) expect(reactionIn({ reaction: reaction.emoji })).toBe(reaction);
  for (const reaction of ["", "💩", "<b>", 7, true])
    expect(reactionIn({ reaction })).toBe(undefined);
  expect(reactionIn({})).toBe(undefined);
});

test("many reactions are said in one sentence a kind, each name once", () => {
  const said = (name: string, word: string) => ({ name, word });
  expect(
    spoken([
      said("Ada", "heart"),
      said("Bob", "heart"),
      said("Ada", "heart"),
      said("Eve", "party"),
    ]),
  ).toBe("Ada and Bob: heart. Eve: party.");
});

test("a long list of names is cut", () => {
  expect(listed(["Ada"])).toBe("Ada");
  expect(listed(["Ada", "Bob", "Eve"])).toBe("Ada, Bob and Eve");
  expect(listed(["Ada", "Bob", "Eve", "Zoe", "Cid"])).toBe("Ada, Bob and 3 others");
});
