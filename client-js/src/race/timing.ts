/**
 * Every constant by which broken paths are found and healed, in milliseconds unless it says
 * otherwise. "Measured": Chromium 156, two pages on cut paths, in network namespaces.
 */
export const TIMING = {
  /** Between two looks at what came. Measured: audio comes each 20 ms, muted each 66 ms. */
  look: 50,
  /** The same while something is missed, or a race is on: each look may decide it. */
  soon: 20,
  /** A look after more than that is late. Measured: at load 28, 5 % of them by 50 ms and more. */
  onTime: 75,
  /** How late looks were is forgotten within some of these. */
  load: 3000,
  /** What a look counts for at most: a machine that slept has heard nothing, and missed nothing. */
  sleep: 1000,
  /** Quiet after which the other end is asked by ping, and the transport's count is read. */
  ask: 100,
  /** Between two pings while nothing else comes: a silence of `silence` has one on its way. */
  ping: 150,
  /** Silence that is suspect, at least. Measured: found 194–324 ms after the cut. */
  silence: 200,
  /** The same at most, however uneven the flow is (audio with DTX pauses for 440 ms). */
  unevenness: 1000,
  /** The same at most, however late looks are, and however often there was nothing wrong. */
  longest: 5000,
  /** A race that the old connection wins within this was begun for nothing. */
  mistake: 2000,
  /** By how much races for nothing raise the threshold: twice for each, at most so many times. */
  caution: 4,
  /** They are forgotten within some of these. */
  wary: 600_000,
  /** How long an answer to a ping may take, beside one and a half round trips. */
  answer: 50,
  /** A round trip that was not measured yet. */
  roundTrip: 150,
  /** Time that the owner has to act. Its offer comes within a round trip and its own silence. */
  owner: 1500,
  /** After that a race has an attempt by relay alone: UDP may be blocked between the two. */
  relay: 3000,
  /** Least time between two new connections of a race: fewer than four for each second of it. */
  again: 500,
  /** Length of a race. Measured: Chromium finds a known relay by itself in 3.8 s. */
  race: 15_000,
  /** Upper bounds of the pauses between races (full jitter). */
  pauses: [1000, 2000, 4000, 8000, 15_000, 30_000],
  /** Races of one client at a time, which share its CPU and its uplink. */
  races: 3,
  /** New connections of a pair at a time, beside the old one. */
  attempts: 3,
  /**
   * Without a picture for so long after a break, a whole one is made, and asked for. Measured:
   * without, video lags 4 s behind packets.
   */
  keyFrame: 300,
  /** How often that is looked at after one break; then the browser's own PLI has to do. */
  keyFrames: 10,
  /** A connection that stands so long without the pictures expected counts as decoded. */
  blind: 1000,
  /**
   * Silence of a race into which no more pictures are sent. Measured: another way is found within
   * 520 ms, if there is one.
   */
  hold: 600,
  /** Calm before a standby connection is made. */
  standby: 2000,
  /** Credentials that end within this are renewed before a race (TURN, RFC 8656 9.2: 401). */
  credentials: 60_000,
} as const;
