package dev.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
  private static Values values(String json) {
    return Json.read(json.getBytes(UTF_8), Values.class);
  }

  @Test
  void jsonIsOrderedByName() {
    assertEquals(
        "{\"A\":1,\"a\":true,\"b\":\"x\"}", values("{\"b\":\"x\",\"A\":1,\"a\":true}").toString());
    assertEquals(values("{\"a\":1,\"b\":2}"), values("{\"b\":2,\"a\":1}"));
  }

  @Test
  void setWinsOverUnset() {
    Values now = values("{\"a\":1,\"b\":2,\"c\":3}");
    Values next = now.with(values("{\"b\":true,\"d\":\"new\"}"), List.of("a", "b", "unknown"));
    assertEquals(values("{\"b\":true,\"c\":3,\"d\":\"new\"}"), next);
    assertEquals(values("{\"a\":1,\"b\":2,\"c\":3}"), now);
  }

  @Test
  void onlyStringsAreStrings() {
    Values values = values("{\"a\":\"x\",\"b\":1}");
    assertEquals("x", values.string("a"));
    assertNull(values.string("b"));
    assertNull(values.string("c"));
  }

  /** An escape counts as what it is written as when it is passed on. */
  @ParameterizedTest
  @CsvSource({
    "a, 1",
    "é, 2",
    "日, 3",
    "🦜, 4",
    "\\\", 2",
    "\\\\, 2",
    "\\n, 2",
    "\\u0001, 6",
    "\\u00e9, 2",
    "\\/, 1"
  })
  void sizeIsThatOfTheJsonInUtf8(String character, int bytes) {
    Values values = values("{\"name\":\"" + character + "\"}");
    int size = "{\"name\":\"\"}".length() + bytes;
    assertSame(values, values.within("profile", size));
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> values.within("profile", size - 1));
    assertEquals("profile must take at most " + (size - 1) + " bytes", refusal.getMessage());
  }

  @Test
  void nothingTakesTwoBytes() {
    assertSame(Values.NONE, Values.NONE.within("set", 2));
    assertThrows(IllegalArgumentException.class, () -> Values.NONE.within("set", 1));
  }

  @Test
  void numbersKeepTheirValue() {
    String json = "{\"a\":0,\"b\":-1.5,\"c\":1.0E300,\"d\":12345678901234567890}";
    assertEquals(json, values(json).toString());
  }
}
