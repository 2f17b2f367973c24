import type { Action, Around, Path, PathEvent, Race, Step, Word } from "./path.js";
import { TIMING } from "./timing.js";

const STABLE: Path = { at: "stable" };

/** What `event` makes of `path`, and what is to be done. Without an effect, `path` is the same. */
export function next(path: Path, event: PathEvent, around: Around): Step {
  if (event.type === "keep") return around.owner ? stay(path) : agreed(event.link);
  switch (path.at) {
    case "stable":
    case "suspect":
      return calm(path, event, around);
    case "race":
      return racing(path, event, around);
    case "parked":
      return parked(path, event, around);
    default:
      return path satisfies never;
  }
}

/** The path of a pair whose first connection is begun at `now`. */
export function begin(now: number): Race {
  const made = { opens: Number.POSITIVE_INFINITY, opened: now, made: false, relayed: false };
  const said = { mine: [], theirs: [], kept: undefined, barred: [] };
  return { at: "race", first: true, tries: 0, since: now, ...made, ...said };
}

type Calm = Extract<Path, { at: "stable" | "suspect" }>;
type Parked = Extract<Path, { at: "parked" }>;

function calm(path: Calm, event: PathEvent, around: Around): Step {
  const suspect = path.at === "suspect";
  switch (event.type) {
    case "silent":
    case "network": {
      const lost = event.type === "silent";
      if (suspect && (path.lost || !lost)) return stay(path);
      return to({ at: "suspect", lost }, [{ do: "ask" }]);
    }
    case "heard":
      if (!suspect) return stay(path);
      return to(STABLE, path.lost ? [{ do: "kick" }] : []);
    case "confirmed":
    case "deaf":
      return around.free && (suspect || event.type === "deaf") ? race(0, around) : stay(path);
    case "failed":
      return race(0, around, event.link);
    case "unreachable":
      return suspect && path.lost ? park(0, around) : stay(path);
    case "offered":
      return joined(0, around);
    case "decoded":
      // The other side is in a race that this one did not notice, or that is over here.
      return to(path, [say(around.owner ? "keep" : "decoded", event.link)]);
    default:
      return stay(path);
  }
}

function racing(path: Race, event: PathEvent, around: Around): Step {
  switch (event.type) {
    case "connected":
      if (!path.first && path.mine.length > 0) return stay(path);
      return to(path.first ? STABLE : path, [{ do: "show", link: event.link }]);
    case "heard":
      return path.first ? stay(path) : to(path, [{ do: "kick" }]);
    case "deaf":
      return around.owner && path.opens !== Number.POSITIVE_INFINITY
        ? opening(path, around)
        : stay(path);
    case "network":
    case "servers":
      return around.now - path.opened >= TIMING.again || event.type === "servers"
        ? opening(path, around)
        : to(path, [{ do: "restart" }]);
    case "failed":
      if (!path.first)
        return stay(again({ ...path, barred: [...path.barred, event.link] }, around));
      return around.owner ? opening(path, around) : stay(path);
    case "unreachable":
      return park(path.tries, around);
    case "offered":
      return stay({ ...path, opens: Number.POSITIVE_INFINITY, opened: around.now });
    case "gone":
      return stay(again(without(path, event.link), around));
    case "decodes":
      return decodes(path, event.link, around);
    case "decoded":
      return decide({ ...path, theirs: [...path.theirs, event.link] }, around, []);
    case "kept":
      return event.link === path.kept
        ? to(STABLE, [{ do: "settle", link: event.link }])
        : stay(path);
    case "tick":
      return raceTick(path, around);
    default:
      return stay(path);
  }
}

function raceTick(path: Race, around: Around): Step {
  const { now } = around;
  if (now >= path.since + TIMING.race) return park(path.tries, around);
  if (now >= path.opens) return opening(path, around);
  const acts = path.first ? around.owner : path.made;
  if (path.relayed || !acts || now < path.since + TIMING.relay) return stay(path);
  return to({ ...path, relayed: true, opened: now }, [{ do: "open", relay: true }]);
}

function parked(path: Parked, event: PathEvent, around: Around): Step {
  const { tries } = path;
  switch (event.type) {
    case "deaf":
    case "network":
    case "servers":
      return around.free ? race(tries, around) : stay({ ...path, until: around.now });
    case "tick":
      return around.free && around.now >= path.until ? race(tries, around) : stay(path);
    case "heard": {
      // The old way is back: if both sides find so, nothing new is needed.
      const opens = around.now + TIMING.owner;
      return to({ ...raceOf(tries, around), opens }, [{ do: "kick" }]);
    }
    case "offered":
    case "decoded":
      return joined(tries, around);
    default:
      return stay(path);
  }
}

const stay = (path: Path): Step => ({ path, actions: [] });
const to = (path: Path, actions: readonly Action[]): Step => ({ path, actions });
const say = (word: Word, link: number): Action => ({ do: "say", word, link });

/** The owner acts at once; the other side when nothing came of the owner. */
function raceOf(tries: number, { now, owner }: Around): Race {
  const opens = owner ? now : now + TIMING.owner;
  return { ...begin(now), first: false, tries, opens, opened: Number.NEGATIVE_INFINITY };
}

function race(tries: number, around: Around, ...barred: number[]): Step {
  const started: Race = { ...raceOf(tries, around), barred };
  const actions: Action[] = [{ do: "standby" }, { do: "tell" }];
  if (started.opens > around.now) return to(started, actions);
  const { path, actions: then } = opening(started, around);
  return to(path, [...actions, ...then]);
}

/** The other side has begun a race. */
function joined(tries: number, around: Around): Step {
  const path = { ...raceOf(tries, around), opens: Number.POSITIVE_INFINITY, opened: around.now };
  return to(path, [{ do: "standby" }]);
}

function opening(path: Race, { now }: Around): Step {
  const opened = { ...path, opens: Number.POSITIVE_INFINITY, opened: now, made: true };
  return to(opened, [{ do: "open", relay: false }, { do: "restart" }]);
}

function decodes(path: Race, link: number, around: Around): Step {
  if (path.mine.includes(link) || path.barred.includes(link)) return stay(path);
  const shown: Action[] = path.mine.length === 0 ? [{ do: "show", link }] : [];
  const more = { ...path, mine: [...path.mine, link] };
  return decide(more, around, [...shown, say("decoded", link)]);
}

/** The first link that both sides decode. */
function decide(path: Race, { owner }: Around, actions: readonly Action[]): Step {
  const link = path.mine.find((each) => path.theirs.includes(each));
  if (!owner || link === undefined || path.kept !== undefined) return to(path, actions);
  return to({ ...path, kept: link }, [...actions, { do: "show", link }, say("keep", link)]);
}

function agreed(link: number): Step {
  return to(STABLE, [{ do: "show", link }, say("kept", link), { do: "settle", link }]);
}

/** An attempt came to nothing: whoever made one makes another. */
function again(path: Race, { now }: Around): Race {
  const opens = Math.max(now, path.opened + TIMING.again);
  return path.made ? { ...path, opens: Math.min(opens, path.opens) } : path;
}

function without(path: Race, link: number): Race {
  const other = (each: number) => each !== link;
  const kept = path.kept === link ? undefined : path.kept;
  return { ...path, mine: path.mine.filter(other), theirs: path.theirs.filter(other), kept };
}

function park(tries: number, { now, chance }: Around): Step {
  const pause = TIMING.pauses[Math.min(tries, TIMING.pauses.length - 1)] ?? 0;
  const path: Path = { at: "parked", tries: tries + 1, until: now + chance * pause };
  return to(path, [{ do: "cancel" }]);
}
