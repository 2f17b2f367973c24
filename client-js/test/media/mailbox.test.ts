import { expect, test } from "vitest";
import { type AckFrame, type ChatFrame, Mailbox } from "../../src/media/mailbox.js";

/** Two mailboxes and the channel between them, which can be cut and loses what is under way. */
class Pair {
  readonly read: string[][] = [[], []];
  readonly pages = ["page-a", "page-b"];
  #flying: { to: number; frame: ChatFrame | AckFrame }[] = [];
  readonly boxes = [0, 1].map((end) => this.#box(end));

  #box(end: number): Mailbox<ChatFrame> {
    return new Mailbox<ChatFrame>({
      say: (frame) => this.#flying.push({ to: 1 - end, frame }),
      deliver: ({ text }) => this.read[end]?.push(text),
    });
  }

  open(): void {
    this.boxes.forEach((box, end) => {
      box.open(this.pages[1 - end] ?? "", true);
    });
  }

  cut(): void {
    this.#flying = [];
    for (const box of this.boxes) box.close();
  }

  say(end: number, text: string): void {
    this.boxes[end]?.post({ type: "chat", id: text, text, at: 0 });
  }

  /** Lets `count` frames arrive. */
  carry(count = Number.POSITIVE_INFINITY): void {
    for (let next = this.#flying.shift(); next && count > 0; next = this.#flying.shift()) {
      const { to, frame } = next;
      const box = this.boxes[to];
      if (frame.type === "chat") box?.hear(frame);
      else box?.acknowledged(frame);
      if (--count === 0) return;
    }
  }

  reload(end: number): void {
    this.cut();
    this.pages[end] = `${this.pages[end]}'`;
    this.read[end] = [];
    this.boxes[end] = this.#box(end);
  }
}

test("texts said before any channel stands arrive when it does", () => {
  const pair = new Pair();
  pair.say(0, "one");
  pair.say(0, "two");
  pair.open();
  pair.carry();
  expect(pair.read).toEqual([[], ["one", "two"]]);
});

test("wherever the channel is cut, each text arrives once and in order", () => {
  for (let cutAfter = 0; cutAfter <= 12; cutAfter++) {
    const pair = new Pair();
    pair.open();
    for (const text of ["1", "2", "3"]) pair.say(0, text);
    for (const text of ["a", "b", "c"]) pair.say(1, text);
    pair.carry(cutAfter);
    pair.cut();
    pair.say(0, "4");
    pair.open();
    pair.say(1, "d");
    pair.carry();
    expect(pair.read).toEqual([
      ["a", "b", "c", "d"],
      ["1", "2", "3", "4"],
    ]);
  }
});

test("what was acknowledged is not said again on the next channel", () => {
  const said: (ChatFrame | AckFrame)[] = [];
  const box = new Mailbox<ChatFrame>({ say: (frame) => said.push(frame), deliver: () => {} });
  box.open("page", true);
  for (const text of ["one", "two"]) box.post({ type: "chat", id: text, text, at: 0 });
  box.acknowledged({ type: "ack", n: 1 });
  box.close();
  box.open("page", true);
  expect(said.map(({ n }) => n)).toEqual([1, 2, 2]);
});

test("a hello again on the same channel says nothing again", () => {
  const said: (ChatFrame | AckFrame)[] = [];
  const box = new Mailbox<ChatFrame>({ say: (frame) => said.push(frame), deliver: () => {} });
  box.open("page", true);
  box.post({ type: "chat", id: "1", text: "one", at: 0 });
  box.open("page", false);
  expect(said.map(({ n }) => n)).toEqual([1]);
});

test("with a page that was reloaded the numbers begin anew, both ways", () => {
  const pair = new Pair();
  pair.open();
  for (const text of ["1", "2"]) pair.say(0, text);
  pair.say(1, "a");
  pair.carry();
  pair.reload(1);
  pair.say(0, "3");
  pair.say(1, "b");
  pair.open();
  pair.carry();
  expect(pair.read).toEqual([["a", "b"], ["3"]]);
});
