package dev.parley.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
  private static final String HOST = "call.example.org:8080";

  private final Origins own = new Origins(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://call.example.org:8080",
        "https://call.example.org:8080",
        "HTTP://CALL.example.org:8080"
      })
  void pagesOfThisServerMay(String origin) {
    assertTrue(own.allows(origin, HOST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "call.example.org:8080",
        "http://call.example.org",
        "http://call.example.org:80",
        "http://call.example.org:80801",
        "http://evil.call.example.org:8080",
        "http://call.example.org.evil:8080",
        "http://evilcall.example.org:8080",
        "http://call.example.org:8080@evil.example",
        "http://evil@call.example.org:8080",
        "http://call.example.org:8080/path",
        "http://call.example.org:8080#x",
        "http://xn--call-ova.example.org:8080",
        "file://call.example.org:8080",
        "chrome-extension://call.example.org:8080",
        "http://call.example.org:8080 ",
        "http://[::1"
      })
  void otherPagesMayNot(String origin) {
    assertFalse(own.allows(origin, HOST));
  }

  @Test
  void programsWithoutAnOriginMay() {
    assertTrue(own.allows(null, HOST));
  }

  @Test
  void aPageMayNotWhereTheHostIsMissing() {
    assertFalse(own.allows("http://call.example.org", null));
  }

  @Test
  void namedOriginsMayAndNoOthers() {
    Origins named = new Origins(List.of("https://App.example.org"));
    assertTrue(named.allows("https://app.example.org", HOST));
    assertFalse(named.allows("http://app.example.org", HOST));
    assertTrue(new Origins(List.of("*")).allows("http://any.example", HOST));
  }
}
