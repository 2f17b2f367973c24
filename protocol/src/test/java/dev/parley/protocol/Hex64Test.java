package dev.parley.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Hex64Test {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x8c1f00d2a7b3e459L})
  void bitsAreWrittenAsSixteenDigitsAndReadBack(long bits) {
    Hex64 value = new Hex64(bits);
    assertEquals(16, value.toString().length());
    assertEquals(value, Hex64.of(value.toString()));
  }

  @Test
  void digitsAreLowerCase() {
    assertEquals("8c1f00d2a7b3e459", new Hex64(0x8C1F00D2A7B3E459L).toString());
    assertEquals("0000000000000000", Hex64.ZERO.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "8c1f00d2a7b3e45",
        "8c1f00d2a7b3e4590",
        "8C1F00D2A7B3E459",
        "-c1f00d2a7b3e459",
        "+c1f00d2a7b3e459",
        "8c1f00d2a7b3e45g",
        "8c1f00d2a7b3e459\n",
        " 8c1f00d2a7b3e459",
        "٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠"
      })
  void otherTextIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Hex64.of(text));
  }

  @Test
  void xorTakesBackWhatItAdded() {
    Hex64 a = Hex64.of("8c1f00d2a7b3e459");
    Hex64 b = Hex64.of("ffffffffffffffff");
    assertEquals("73e0ff2d584c1ba6", a.xor(b).toString());
    assertEquals(a, a.xor(b).xor(b));
    assertEquals(Hex64.ZERO, a.xor(a));
  }
}
