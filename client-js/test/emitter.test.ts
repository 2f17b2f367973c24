import { expect, onTestFinished, test, vi } from "vitest";
import { Emitter } from "../src/emitter.js";

type Events = { number: number };

test("a listener hears every value until it unsubscribes", () => {
  const emitter = new Emitter<Events>();
  const heard: number[] = [];
  const off = emitter.on("number", (value) => heard.push(value));
  emitter.emit("number", 1);
  off();
  off();
  emitter.emit("number", 2);
  expect(heard).toEqual([1]);
});

test("one function subscribed twice is two subscriptions", () => {
  const emitter = new Emitter<Events>();
  const listener = vi.fn();
  const off = emitter.on("number", listener);
  emitter.on("number", listener);
  off();
  emitter.emit("number", 1);
  expect(listener).toHaveBeenCalledTimes(1);
});

test("a listener that throws is reported and keeps nobody else from hearing", () => {
  const later: (() => void)[] = [];
  vi.stubGlobal("queueMicrotask", (run: () => void) => later.push(run));
  onTestFinished(() => void vi.unstubAllGlobals());
  const emitter = new Emitter<Events>();
  const heard: number[] = [];
  emitter.on("number", () => {
    throw new Error("mine");
  });
  emitter.on("number", (value) => heard.push(value));
  emitter.emit("number", 1);
  expect(heard).toEqual([1]);
  expect(later).toHaveLength(1);
  expect(later[0]).toThrow("mine");
});
