import { describe, expect, test } from "vitest";
import { around, events, START, states, told } from "./steps.js";

const AGREED = "stable, show 3, kept 3, settle 3";
type Row = Record<keyof typeof events, string>;
type Table = Record<keyof typeof states, Row>;
const SAME = Object.fromEntries(Object.keys(events).map((event) => [event, "="])) as Row;
/** What the states of a race have in common; each says what it does otherwise. */
const RACING: Row = {
  ...SAME,
  heard: "race, kick",
  failed: "race",
  network: "race, restart",
  servers: "race, open, restart",
  unreachable: "parked, cancel",
  offered: "race",
  gone: "race",
  decoded: "race",
};

const owner: Table = {
  stable: {
    ...SAME,
    silent: "suspect, ask",
    network: "suspect, ask",
    deaf: START,
    failed: START,
    offered: "race, standby",
    decoded: "stable, keep 3",
  },
  looking: {
    ...SAME,
    silent: "suspect, ask",
    heard: "stable",
    confirmed: START,
    deaf: START,
    failed: START,
    offered: "race, standby",
    decoded: "suspect, keep 3",
  },
  suspect: {
    ...SAME,
    heard: "stable, kick",
    confirmed: START,
    deaf: START,
    failed: START,
    unreachable: "parked, cancel",
    offered: "race, standby",
    decoded: "suspect, keep 3",
  },
  first: {
    ...RACING,
    connected: "stable, show 1",
    heard: "=",
    failed: "race, open, restart",
    decodes: "race, show 3, decoded 3",
  },
  race: { ...RACING, connected: "race, show 1", decodes: "race, show 3, decoded 3" },
  waiting: {
    ...RACING,
    connected: "race, show 1",
    deaf: "race, open, restart",
    network: "race, open, restart",
    decodes: "race, show 3, decoded 3",
  },
  decoding: { ...RACING, decoded: "race, show 3, keep 3" },
  decided: { ...RACING, kept: "stable, settle 3" },
  parked: {
    ...SAME,
    deaf: START,
    network: START,
    servers: START,
    heard: "race, kick",
    offered: "race, standby",
    decoded: "race, standby",
  },
};

const HALF = "race, standby, tell";
/** Where the other side does something else than the owner. */
const other: { [S in keyof Table]?: Partial<Table[S]> } = {
  stable: { deaf: HALF, failed: HALF, decoded: "stable, decoded 3", keep: AGREED },
  looking: {
    confirmed: HALF,
    deaf: HALF,
    failed: HALF,
    decoded: "suspect, decoded 3",
    keep: AGREED,
  },
  suspect: {
    confirmed: HALF,
    deaf: HALF,
    failed: HALF,
    decoded: "suspect, decoded 3",
    keep: AGREED,
  },
  first: { failed: "=", keep: AGREED },
  race: { keep: AGREED },
  waiting: { deaf: "=", keep: AGREED },
  decoding: { decoded: "race", keep: AGREED },
  decided: { keep: AGREED },
  parked: { deaf: HALF, network: HALF, servers: HALF, keep: AGREED },
};

const rows = (table: Table) =>
  Object.entries(table).flatMap(([state, cells]) =>
    Object.entries(cells).map(([event, then]) => [state, event, then] as const),
  );

describe("each event in each state", () => {
  const both = Object.fromEntries(
    Object.entries(owner).map(([state, cells]) => [state, { ...cells, ...other[state as "race"] }]),
  ) as Table;
  test.each([
    ...rows(owner).map((row) => ["owner", ...row] as const),
    ...rows(both).map((row) => ["other", ...row] as const),
  ])("%s: %s, %s → %s", (side, state, event, then) => {
    const where = around({ owner: side === "owner" });
    expect(told(states[state as "race"], events[event as "tick"], where)).toBe(then);
  });
});
