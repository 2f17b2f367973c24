import { expect, test } from "vitest";
import { onInterface } from "../../src/media/vitals.js";

/** A connection whose candidates a test makes up, and how often another interface was found. */
function gathering() {
  const pc = Object.assign(new EventTarget(), { localDescription: { sdp: "" } });
  let found = 0;
  onInterface(pc as unknown as RTCPeerConnection, () => found++);
  const emit = (candidate: object | null) =>
    pc.dispatchEvent(Object.assign(new Event("icecandidate"), { candidate }));
  return {
    /** A generation begins. */
    gathers: (ufrag: string) => {
      pc.localDescription = { sdp: `v=0\r\na=ice-ufrag:${ufrag}\r\n` };
    },
    finds: (usernameFragment: string) => emit({ candidate: "candidate:1 1 udp", usernameFragment }),
    /** The end of a section, which some browsers tell as an empty candidate. */
    endsSection: (usernameFragment: string) => emit({ candidate: "", usernameFragment }),
    ends: () => emit(null),
    found: () => found,
  };
}

test("the candidates of a gathering are no news", () => {
  const { gathers, finds, endsSection, ends, found } = gathering();
  gathers("a");
  finds("a");
  finds("a");
  endsSection("a");
  ends();
  expect(found()).toBe(0);
});

test("one that comes after the end of its generation is another interface, or another address", () => {
  const { gathers, finds, ends, found } = gathering();
  gathers("a");
  finds("a");
  ends();
  finds("a");
  finds("a");
  expect(found()).toBe(2);
});

test("an ICE restart gathers anew, and is watched in its turn", () => {
  const { gathers, finds, ends, found } = gathering();
  gathers("a");
  finds("a");
  ends();
  gathers("b");
  finds("b");
  finds("b");
  expect(found()).toBe(0);
  ends();
  finds("b");
  expect(found()).toBe(1);
});

test("a page that had no interface at all hears of its first one", () => {
  const { gathers, finds, ends, found } = gathering();
  gathers("a");
  ends();
  finds("a");
  expect(found()).toBe(1);
});

test("an implementation that names no generations is left alone", () => {
  const { ends, finds, found } = gathering();
  ends();
  finds("");
  expect(found()).toBe(0);
});
