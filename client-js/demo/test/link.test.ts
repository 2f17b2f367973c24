import { expect, test } from "vitest";
import { inviteLink, pathOf, readInvitation, signalUrl } from "../src/link.js";

const read = (path: string) => readInvitation(new URL(path, "https://host.example"));

test("a link holds the room, and the secret in its fragment", () => {
  expect(read("/r/Standup#k=s3cret")).toEqual({ room: "Standup", secret: "s3cret" });
});

test("the start page has no room; a secret without a room is kept for the room to come", () => {
  expect(read("/")).toEqual({});
  expect(read("/#k=abc")).toEqual({ secret: "abc" });
});

test.each(["/r/", "/r/a%20b", "/r/a/b", "/x/a", "/r/%2e%2e"])("%s names no room", (path) => {
  expect(read(path).room).toBeUndefined();
});

test("what is written is read back, whatever is in the secret", () => {
  const invitation = { room: "a.b~c", secret: "x+y/z=&#%ü" };
  expect(readInvitation(new URL(inviteLink("https://host.example", invitation)))).toEqual(
    invitation,
  );
});

test("the secret stands nowhere but in the fragment", () => {
  const url = new URL(pathOf({ room: "a", secret: "hush" }), "https://host.example");
  expect(url.pathname + url.search).not.toContain("hush");
});

test("the socket has the host of the page, and TLS where the page has it", () => {
  expect(signalUrl(new URL("http://localhost:8080/r/a#k=x"))).toBe("ws://localhost:8080/signal");
  expect(signalUrl(new URL("https://host.example/"))).toBe("wss://host.example/signal");
});

test("a token is read from the fragment, and stands in no link that is made", () => {
  const invitation = read("/r/a#k=hush&t=a.b.c");
  expect(invitation).toEqual({ room: "a", secret: "hush", token: "a.b.c" });
  expect(inviteLink("https://host.example", invitation)).toBe("https://host.example/r/a#k=hush");
});
