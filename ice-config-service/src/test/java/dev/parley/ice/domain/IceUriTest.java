package dev.parley.ice.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IceUriTest {

  @ParameterizedTest
  @CsvSource({
    "stun:stun.example.org,                      STUN,     stun:stun.example.org:3478",
    "stun:192.0.2.7:19302,                       STUN,     stun:192.0.2.7:19302",
    "STUN:[2001:db8::1],                         STUN,     stun:[2001:db8::1]:3478",
    "stuns:example.org,                          STUN_TLS, stuns:example.org:5349",
    "turn:turn_1.example.org,                    TURN_UDP, turn:turn_1.example.org:3478?transport=udp",
    "turn:example.org:80?transport=TCP,          TURN_TCP, turn:example.org:80?transport=tcp",
    "turns:example.org,                          TURN_TLS, turns:example.org:5349?transport=tcp",
    "turns:[2001:db8::1]:443?transport=tcp,      TURN_TLS, turns:[2001:db8::1]:443?transport=tcp",
    "turn:[::ffff:192.0.2.7]:3478?transport=udp, TURN_UDP, turn:[::ffff:192.0.2.7]:3478?transport=udp"
  })
  void portAndTransportAreMadeExplicit(String text, IceUri.Kind kind, String explicit) {
    IceUri uri = IceUri.parse(text);
    assertEquals(kind, uri.kind());
    assertEquals(explicit, uri.toString());
    assertEquals(uri, IceUri.parse(explicit), "the explicit form reads as the same server");
  }

  @ParameterizedTest
  @CsvSource({
    "example.org:3478,                   is no URI like",
    "stun:,                              is no URI like",
    "stun://example.org,                 is no URI like",
    "turn:user@example.org,              is no URI like",
    "turn:example.org?transport=,        is no URI like",
    "turn:example.org?proto=udp,         is no URI like",
    "turn:2001:db8::1,                   is no URI like",
    "stun:exa mple.org,                  is no URI like",
    "stun:example.org:,                  is no URI like",
    "stun:example.org:0,                 has a port outside",
    "stun:example.org:65536,             has a port outside",
    "stun:[2001:db8::1::2],              has no valid IPv6",
    "stun:[192.0.2.7],                   has no valid IPv6",
    "stun:example.org?transport=udp,     which only turn and turns take",
    "turn:example.org?transport=sctp,    has a transport other than",
    "turns:example.org?transport=udp,    TURN over DTLS",
    "http:example.org,                   has a scheme other than"
  })
  void otherTextIsRefusedWithItsReason(String text, String reason) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> IceUri.parse(text)).getMessage();
    assertTrue(message.contains(reason), message);
    assertTrue(message.contains(text), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stun:x\n", "stun:x\0", "stun:ex\u00e4mple.org", "stun:x\u0663"})
  void controlCharactersAndOtherAlphabetsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> IceUri.parse(text));
  }
}
