import { expect, test } from "vitest";
import { linkify } from "../src/call/linkify.js";

test("text without an address stays one piece", () => {
  expect(linkify("see example.org or javascript:alert(1)")).toEqual([
    "see example.org or javascript:alert(1)",
  ]);
});

test("an address becomes a link, the sentence around it stays text", () => {
  expect(linkify("Look at https://a.example/x?y=1#z, please.")).toEqual([
    "Look at ",
    { href: "https://a.example/x?y=1#z" },
    ", please.",
  ]);
});

test("several addresses", () => {
  expect(linkify("http://a.example http://b.example")).toEqual([
    { href: "http://a.example" },
    " ",
    { href: "http://b.example" },
  ]);
});

test("markup around an address stays text", () => {
  expect(linkify('<a href="https://a.example">x</a>')).toEqual([
    '<a href="',
    { href: "https://a.example" },
    '">x</a>',
  ]);
});

test.each(["https://", "http://[", "https:// x"])("%j is no address", (text) => {
  expect(linkify(text)).toEqual([text]);
});

test("the pieces together are the message", () => {
  const text = "1 https://a.example). 2 (http://b.example/?q=1) 3";
  const whole = linkify(text).map((piece) => (typeof piece === "string" ? piece : piece.href));
  expect(whole.join("")).toBe(text);
});
