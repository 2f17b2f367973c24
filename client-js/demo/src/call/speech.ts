/** When somebody counts as speaking. Times in ms, levels 0 to 1 as of `LevelProbe.read`. */
export interface Speech {
  readonly speaking: boolean;
  /** Since when it has been loud without a break; undefined while quiet. */
  readonly loudSince: number | undefined;
  readonly lastLoud: number;
}

export const QUIET: Speech = {
  speaking: false,
  loudSince: undefined,
  lastLoud: Number.NEGATIVE_INFINITY,
};

/** About -38 dBFS begins speech; a speaker stays one down to about -46, or the ring would flicker. */
const BEGIN = 0.45;
const KEEP = 0.3;
/** A knock on the table is shorter than this, a pause for breath shorter than that. */
const BEGIN_MS = 150;
const HOLD_MS = 900;

/** The state after one more reading. */
export function hear(before: Speech, level: number, now: number): Speech {
  const loud = level >= (before.speaking ? KEEP : BEGIN);
  const loudSince = loud ? (before.loudSince ?? now) : undefined;
  const lastLoud = loud ? now : before.lastLoud;
  const begins = loudSince !== undefined && now - loudSince >= BEGIN_MS;
  const speaking = before.speaking ? now - lastLoud < HOLD_MS : begins;
  return { speaking, loudSince, lastLoud };
}
