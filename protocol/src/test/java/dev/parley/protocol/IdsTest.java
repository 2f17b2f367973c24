package dev.parley.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids become bus addresses, store keys and paths, so nothing that has a meaning there may pass. */
class IdsTest {
  /** Texts that would mean something to an address, a key, a header line, a path or a terminal. */
  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "*",
          "/",
          "\n",
          "\0",
          "abcdefgh\n",
          "\nabcdefgh",
          "abcd\r\nefgh",
          "abcdefgh\u2028",
          "abcdefgh\u0085",
          "abcd efgh",
          "abcd\tefgh",
          "abcd*efgh",
          "abcd/efgh",
          "abcd\\efgh",
          "../../etc/passwd",
          "abcd%2Fefgh",
          "abcd{efgh}",
          "abcd[efgh]",
          "abcd\u001b[2Jefgh",
          "abcd\u007fefgh",
          "abcd\u202eefgh",
          "абвгдежз",
          "ａｂｃｄｅｆｇｈ",
          "١٢٣٤٥٦٧٨",
          "abcdefg\u0301",
          "abcdefgh\ud83e",
          "abcdefgh🦜",
          "a".repeat(129),
          "a".repeat(1_000_000));

  /** A type of id, the longest text that it takes, and the shortest. */
  record Id(String name, Function<String, ?> make, int shortest, int longest) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Id> ids() {
    return Stream.of(
        new Id("session", SessionId::new, 8, 64),
        new Id("instance", InstanceId::new, 8, 64),
        new Id("command", CommandId::new, 1, 64),
        new Id("node", NodeId::new, 1, 64),
        new Id("room", RoomName::new, 1, 64),
        new Id("user", UserId::new, 1, 128),
        new Id("key", KeyEntry::checkKey, 1, 64),
        new Id("value", Values::checkName, 1, 32));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void hostileTextIsRefused(Id id) {
    for (String text : HOSTILE) {
      assertThrows(IllegalArgumentException.class, () -> id.make().apply(text), text);
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void lengthIsBounded(Id id) {
    assertEquals("a".repeat(id.shortest()), id.make().apply("a".repeat(id.shortest())).toString());
    assertEquals("a".repeat(id.longest()), id.make().apply("a".repeat(id.longest())).toString());
    String shorter = "a".repeat(id.shortest() - 1);
    String longer = "a".repeat(id.longest() + 1);
    assertThrows(IllegalArgumentException.class, () -> id.make().apply(shorter));
    assertThrows(IllegalArgumentException.class, () -> id.make().apply(longer));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void missingOneIsRefusedByName(Id id) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> id.make().apply(null));
    assertTrue(refusal.getMessage().endsWith(" is missing"), refusal.getMessage());
  }

  @Test
  void dotsAreNoRoomButMayStandInOne() {
    assertThrows(IllegalArgumentException.class, () -> new RoomName("."));
    assertThrows(IllegalArgumentException.class, () -> new RoomName(".."));
    assertEquals("...", new RoomName("...").value());
    assertEquals(".a", new RoomName(".a").value());
    assertEquals("~Team.Lunch_2-b", new RoomName("~Team.Lunch_2-b").value());
  }

  @Test
  void roomsDifferByCase() {
    assertNotEquals(new RoomName("Lunch"), new RoomName("lunch"));
  }

  @Test
  void randomSessionHas128BitsAndIsAnId() {
    SecureRandom random = new SecureRandom();
    SessionId one = SessionId.random(random);
    assertEquals(22, one.value().length());
    assertNotEquals(one, SessionId.random(random));
    assertEquals(one, new SessionId(one.value()));
  }

  /** JavaScript compares strings by UTF-16 units, which for these characters are the bytes. */
  @Test
  void sessionsAreOrderedByBytes() {
    List<String> sorted =
        List.of("--------", "00000000", "AAAAAAAA", "AAAAAAAAA", "________", "a_______");
    assertEquals(
        sorted,
        sorted.reversed().stream().map(SessionId::new).sorted().map(SessionId::value).toList());
    assertFalse(new SessionId("ZZZZZZZZ").compareTo(new SessionId("aaaaaaaa")) >= 0);
  }
}
