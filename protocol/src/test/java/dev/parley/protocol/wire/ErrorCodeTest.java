package dev.parley.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorCodeTest {
  @ParameterizedTest
  @EnumSource
  void codeIsFoundByItsWord(ErrorCode code) {
    assertEquals(code, ErrorCode.of(code.word()));
    assertTrue(code.word().matches("[a-z]+(-[a-z]+)*"), code.word());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nope", "FORBIDDEN", "bad_frame", "Bad-Frame", " forbidden", "0"})
  void otherWordIsRefused(String word) {
    assertThrows(IllegalArgumentException.class, () -> ErrorCode.of(word));
  }

  /** Whoever is told to send the same again is not at the same time told not to come back. */
  @ParameterizedTest
  @EnumSource
  void closeCodeDoesNotContradictTheAdvice(ErrorCode code) {
    CloseCode close = code.close();
    assertTrue(close == null || (close.code() >= 4030) == (code.retry() == Retry.NEVER));
  }

  @Test
  void closeCodesAreDistinctAndOfThePrivateRange() {
    int[] codes = Arrays.stream(CloseCode.values()).mapToInt(CloseCode::code).toArray();
    assertEquals(codes.length, Arrays.stream(codes).distinct().count());
    assertTrue(
        Arrays.stream(codes).allMatch(code -> code == 1000 || (code >= 4000 && code < 4060)));
  }

  @Test
  void refusalTellsTheAdviceOfTheTable() {
    var error = Refusal.of(null, ErrorCode.RATE_LIMITED).after(250).because("slower");
    assertEquals(new Refusal(null, ErrorCode.RATE_LIMITED, Retry.SAME, 250L, "slower"), error);
  }
}
