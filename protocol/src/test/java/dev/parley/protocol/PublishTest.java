package dev.parley.protocol;

import static dev.parley.protocol.Publish.CAMERA;
import static dev.parley.protocol.Publish.DATA;
import static dev.parley.protocol.Publish.MICROPHONE;
import static dev.parley.protocol.Publish.SCREEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishTest {
  @Test
  void allKindsAreWrittenAsNone() {
    assertNull(Publish.normal(null));
    assertNull(Publish.normal(List.of(DATA, SCREEN, CAMERA, MICROPHONE)));
  }

  @Test
  void eachKindIsKeptOnceAndInOrder() {
    assertEquals(List.of(MICROPHONE, SCREEN), Publish.normal(List.of(SCREEN, MICROPHONE, SCREEN)));
    assertEquals(List.of(), Publish.normal(List.of()));
  }

  @Test
  void nullIsNoKind() {
    List<Publish> kinds = Arrays.asList(DATA, null);
    assertThrows(IllegalArgumentException.class, () -> Publish.normal(kinds));
  }

  @Test
  void whatIsTakenAwayCanBeGivenBack() {
    List<Publish> some = Publish.without(null, List.of(MICROPHONE, SCREEN));
    assertEquals(List.of(CAMERA, DATA), some);
    assertEquals(List.of(MICROPHONE, CAMERA, DATA), Publish.with(some, List.of(MICROPHONE)));
    assertNull(Publish.with(some, List.of(SCREEN, MICROPHONE)));
    assertNull(Publish.with(null, List.of(DATA)));
  }
}
