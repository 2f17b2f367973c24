import { begin, next } from "../../src/race/machine.js";
import type { Action, Around, Path, PathEvent, Race } from "../../src/race/path.js";

export const NOW = 100_000;
export const around = (more: Partial<Around> = {}): Around => ({
  now: NOW,
  owner: true,
  free: true,
  chance: 0.5,
  ...more,
});

/** A race as it is when the owner has opened link 3 beside link 1. */
export const raced: Race = { ...begin(NOW - 100), first: false, made: true };
export const states = {
  stable: { at: "stable" },
  looking: { at: "suspect", lost: false },
  suspect: { at: "suspect", lost: true },
  first: begin(NOW - 100),
  race: raced,
  waiting: { ...raced, opens: NOW + 1400, opened: Number.NEGATIVE_INFINITY, made: false },
  decoding: { ...raced, mine: [3] },
  decided: { ...raced, mine: [3], theirs: [3], kept: 3 },
  parked: { at: "parked", tries: 1, until: NOW + 300 },
} satisfies Record<string, Path>;

export const events = {
  connected: { type: "connected", link: 1 },
  silent: { type: "silent" },
  confirmed: { type: "confirmed" },
  heard: { type: "heard" },
  deaf: { type: "deaf" },
  failed: { type: "failed", link: 1 },
  network: { type: "network" },
  servers: { type: "servers" },
  unreachable: { type: "unreachable" },
  offered: { type: "offered", link: 3 },
  gone: { type: "gone", link: 3 },
  decodes: { type: "decodes", link: 3 },
  decoded: { type: "decoded", link: 3 },
  keep: { type: "keep", link: 3 },
  kept: { type: "kept", link: 3 },
  tick: { type: "tick" },
} satisfies Record<string, PathEvent>;

const word = (action: Action): string => {
  switch (action.do) {
    case "open":
      return action.relay ? "relay" : "open";
    case "say":
      return `${action.word} ${action.link}`;
    case "show":
    case "settle":
      return `${action.do} ${action.link}`;
    default:
      return action.do;
  }
};
/** The next state and what is done; "=" where the state is the very same and nothing is done. */
export function told(path: Path, event: PathEvent, where: Around): string {
  const step = next(path, event, where);
  if (step.path === path && step.actions.length === 0) return "=";
  return [step.path.at, ...step.actions.map(word)].join(", ");
}

export const START = "race, standby, tell, open, restart";
