import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decode as decodePeople, peopleTypes } from "../../src/people/decode.js";
import { decode as decodeRoom, serverTypes } from "../../src/signaling/decode.js";
import { clientTypes, decodeClient } from "./client-frames.js";

/** Form of the vectors: protocol/vectors/README.md. */
interface Refused {
  readonly code: string;
  readonly why: string;
  readonly text?: string;
  readonly hex?: string;
  readonly parts?: readonly (string | readonly [number, string])[];
}

const ROOT = new URL("../../../protocol/vectors/", import.meta.url);

function files(folder: string): [string, string][] {
  const url = new URL(`${folder}/`, ROOT);
  return readdirSync(url).map((name) => [name, readFileSync(new URL(name, url), "utf8")]);
}

function refused(folder: string): [string, Refused][] {
  return files(folder).flatMap(([name, json]) =>
    (JSON.parse(json) as Refused[]).map((each, i): [string, Refused] => [
      `${name} ${i}, ${each.why}`,
      each,
    ]),
  );
}

function textOf({ text, hex, parts }: Refused): string {
  if (hex !== undefined) return Buffer.from(hex, "hex").toString("utf8");
  const pieces = parts?.map((part) => (typeof part === "string" ? part : part[1].repeat(part[0])));
  return text ?? pieces?.join("") ?? "";
}

const typesIn = (folder: string) =>
  [...new Set(files(folder).map(([, json]) => (JSON.parse(json) as { type: string }).type))].sort();

/** A socket is for a room, or for people: what neither knows is of a later version. */
function decode(json: string) {
  const frame = decodeRoom(json);
  return frame === "unknown" ? decodePeople(json) : frame;
}

describe("frames of a server", () => {
  test.each([...files("server/valid"), ...files("server/lenient")])("%s is taken", (_, json) => {
    expect(decode(json)).toEqual(JSON.parse(json));
  });

  test.each(refused("server/invalid"))("%s is refused", (_, vector) => {
    const expected = vector.code === "unknown-type" ? "unknown" : undefined;
    expect(decode(textOf(vector))).toBe(expected);
  });

  test("are of the same types as in Java", () => {
    const java = typesIn("server/valid");
    expect([...new Set([...serverTypes, ...peopleTypes])].sort()).toEqual(java);
  });
});

// The client never decodes these: the table is the one with which the tests watch what it sends.
describe("frames of a client", () => {
  /** What only a look at the text itself can refuse: JSON.parse lets it pass. */
  const OF_THE_TEXT =
    /^(duplicates|encoding|json|nesting|sizes)\.json|no integer|surrogate|no double/;

  test.each([...files("client/valid"), ...files("client/lenient")])("%s is taken", (_, json) => {
    expect(decodeClient(json)).toEqual(JSON.parse(json));
  });

  test.each(refused("client/invalid").filter(([name]) => !OF_THE_TEXT.test(name)))(
    "%s is refused",
    (_, vector) => {
      expect(decodeClient(textOf(vector))).toBeUndefined();
    },
  );

  test("are of the same types as in Java", () => {
    const java = typesIn("client/valid");
    expect([...clientTypes].sort()).toEqual(java);
  });
});
