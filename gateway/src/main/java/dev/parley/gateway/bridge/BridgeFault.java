package dev.parley.gateway.bridge;

import java.util.Locale;

/**
 * Every error that the bridge tells: its number, as HTTP has it for the like (RFC 9110, section
 * 15.5), its word (the constant in kebab-case), and a sentence.
 */
enum BridgeFault {
  BAD_FRAME(400, "The frame is no message of a bridge client."),
  BAD_ADDRESS(400, "There is no such address: it is parley.room.<room> or parley.user.<user>."),
  BAD_SECRET(401, "The secret of the rooms is missing or wrong."),
  BAD_TOKEN(401, "The token is missing, or not one that this server accepts."),
  TOKEN_EXPIRED(401, "The token is over: register again with a new one."),
  FORBIDDEN(403, "The token does not allow this address."),
  OUTBOUND_ONLY(403, "Nothing is sent or published from outside."),
  TOO_MANY(429, "There are as many registrations as there may be."),
  UNAVAILABLE(503, "The server cannot answer just now.");

  private final int number;
  private final String sentence;
  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  BridgeFault(int number, String sentence) {
    this.number = number;
    this.sentence = sentence;
  }

  int number() {
    return number;
  }

  String word() {
    return word;
  }

  String sentence() {
    return sentence;
  }
}
