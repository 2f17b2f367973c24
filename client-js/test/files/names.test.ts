import { expect, test } from "vitest";
import { safeName, safeType } from "../../src/files/names.js";

test.each([
  ["report.pdf", "report.pdf"],
  ["Übersicht 2026 (final).xlsx", "Übersicht 2026 (final).xlsx"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Windows\\system32\\evil.exe", "evil.exe"],
  ["/", "file"],
  ["", "file"],
  ["..", "file"],
  ["   ", "file"],
  ["cv\u202efdp.exe", "cvfdp.exe"],
  ["a\u0000b\r\nc\u007f.txt", "abc.txt"],
  ["\u2066nice\u2069.png", "nice.png"],
  ["\ufeffno\u200b\u2060width.txt", "nowidth.txt"],
  ["half \ud800 letter.txt", "half  letter.txt"],
  ["me\u0301tro.txt", "m\u00e9tro.txt"],
  ["trailing. . .", "trailing"],
  ["<script>.html", "<script>.html"],
])("%j is shown as %j", (name, shown) => {
  expect(safeName(name)).toBe(shown);
});

test("a name that is too long is cut, and keeps its ending", () => {
  const cut = safeName(`${"long ".repeat(100)}.tar`);
  expect([...cut]).toHaveLength(160);
  expect(cut.endsWith("….tar")).toBe(true);
  expect([...safeName("😀".repeat(300))]).toHaveLength(160);
});

test.each([
  ["image/PNG", "image/png"],
  ["application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"],
  ["", "application/octet-stream"],
  ["text/html; charset=utf-8", "application/octet-stream"],
  ["a/b\u202e", "application/octet-stream"],
  ["x".repeat(300), "application/octet-stream"],
])("the type %j is shown as %j", (type, shown) => {
  expect(safeType(type)).toBe(shown);
});
