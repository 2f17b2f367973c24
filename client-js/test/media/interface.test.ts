import { expect, test } from "vitest";
import { onInterface } from "../../src/media/vitals.js";

/** A connection whose candidates a test makes up, and how often another interface was found. */
function gathering() {
  const pc = new EventTarget();
  let found = 0;
  onInterface(pc as RTCPeerConnection, () => found++);
  const emit = (candidate: object | null) =>
    pc.dispatchEvent(Object.assign(new Event("icecandidate"), { candidate }));
  return {
    finds: (usernameFragment: string) => emit({ candidate: "candidate:1 1 udp", usernameFragment }),
    /** The end of a section, which some browsers tell as an empty candidate. */
    endsSection: (usernameFragment: string) => emit({ candidate: "", usernameFragment }),
    ends: () => emit(null),
    found: () => found,
  };
}

test("the candidates of a gathering are no news", () => {
  const { finds, endsSection, ends, found } = gathering();
  finds("a");
  finds("a");
  endsSection("a");
  ends();
  expect(found()).toBe(0);
});

test("one that comes after the end of its generation is another interface, or another address", () => {
  const { finds, ends, found } = gathering();
  finds("a");
  ends();
  finds("a");
  finds("a");
  expect(found()).toBe(2);
});

test("an ICE restart gathers anew, and is watched in its turn", () => {
  const { finds, ends, found } = gathering();
  finds("a");
  ends();
  finds("b");
  finds("b");
  expect(found()).toBe(0);
  ends();
  finds("b");
  expect(found()).toBe(1);
});

test("the end of a generation may be told after the next one has begun", () => {
  const { finds, ends, found } = gathering();
  finds("a");
  ends(); // of "a", when the offer with "b" is made already
  finds("b");
  finds("b");
  ends();
  expect(found()).toBe(0);
});
