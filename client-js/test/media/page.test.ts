import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PageTicket, watchPage } from "../../src/media/page.js";

const MINUTES = 60_000;
let page: EventTarget & { visibilityState: string };
let globe: EventTarget;
let line: EventTarget;
let stored: Map<string, string>;
let said: string[];
let stop: () => void;

/** As a browser sends it. */
const happens = (target: EventTarget, type: string, more: object = {}) =>
  target.dispatchEvent(Object.assign(new Event(type), more));

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  globe = new EventTarget();
  line = new EventTarget();
  stored = new Map();
  said = [];
  vi.stubGlobal("document", page);
  vi.stubGlobal("addEventListener", globe.addEventListener.bind(globe));
  vi.stubGlobal("navigator", { connection: line });
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
  const ticket = new PageTicket("wss://test/signal", "r");
  ticket.save("ticket");
  const leave = async (hold?: number) => void said.push(`leave ${hold}`);
  stop = watchPage({ leave }, ticket, () => said.push("probe"));
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a machine that slept looks anew as soon as it runs; a clock that ticks is no news", () => {
  vi.advanceTimersByTime(10 * MINUTES);
  expect(said).toEqual([]);
  vi.setSystemTime(Date.now() + 6000);
  vi.advanceTimersByTime(1000);
  expect(said).toEqual(["probe"]);
  vi.advanceTimersByTime(10 * MINUTES);
  vi.setSystemTime(Date.now() + 4000);
  vi.advanceTimersByTime(1000);
  expect(said).toEqual(["probe"]);
});

test("a page that is frozen keeps its place for ten minutes, and looks anew when it goes on", () => {
  happens(page, "freeze");
  expect(said).toEqual(["leave 600000"]);
  happens(page, "resume");
  expect(said).toEqual(["leave 600000", "probe"]);
  expect(stored.size).toBe(0);
});

test("a page that is put aside keeps its place for ten minutes, and drops the ticket when it is back", () => {
  happens(globe, "pagehide", { persisted: true });
  expect(said).toEqual(["leave 600000"]);
  expect([...stored.values()]).toEqual(["ticket"]);
  happens(globe, "pageshow", { persisted: true });
  expect(said).toEqual(["leave 600000", "probe"]);
  expect(stored.size).toBe(0);
});

test("a page that goes leaves its ticket to its reload, for five seconds", () => {
  happens(globe, "pagehide", { persisted: false });
  expect(said).toEqual(["leave 5000"]);
  const reload = new PageTicket("wss://test/signal", "r");
  expect(reload.load()).toBe("ticket");
  expect(reload.load()).toBeUndefined();
});

test.each([
  ["online", () => happens(globe, "online")],
  ["another network", () => happens(line, "change")],
  ["seen again", () => happens(page, "visibilitychange")],
])("%s: it looks anew at once", (_, event) => {
  event();
  expect(said).toEqual(["probe"]);
});

test("a page that is hidden has no reason to look", () => {
  page.visibilityState = "hidden";
  happens(page, "visibilitychange");
  expect(said).toEqual([]);
});

test("once the room is left nothing is heard of, and no timer is ahead", () => {
  stop();
  for (const [target, type] of [
    [page, "freeze"],
    [page, "resume"],
    [globe, "pagehide"],
    [globe, "pageshow"],
    [globe, "online"],
    [line, "change"],
  ] as const)
    happens(target, type);
  vi.setSystemTime(Date.now() + MINUTES);
  vi.advanceTimersByTime(MINUTES);
  expect(said).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
