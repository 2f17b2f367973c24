package dev.parley.gateway.relay;

/**
 * What one socket may send in a second in the long run; four times as much at once.
 *
 * @param refusals frames over a limit, or not decodable, that are borne in a second before the
 *     socket is closed with 4050
 * @param rings of one user, in a minute; as many at once
 */
public record Rates(int signals, int commands, int pulses, int others, int refusals, int rings) {
  /** How many seconds' worth may come at once. */
  static final int BURST = 4;
}
