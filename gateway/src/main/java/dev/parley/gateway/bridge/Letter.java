package dev.parley.gateway.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.protocol.Json;

/**
 * A message ready to be written, once for all who get it.
 *
 * @param bytes of the text in UTF-8
 */
record Letter(String text, int bytes) {
  static Letter of(BridgeMessage message) {
    byte[] json = Json.write(message);
    return new Letter(new String(json, UTF_8), json.length);
  }
}
