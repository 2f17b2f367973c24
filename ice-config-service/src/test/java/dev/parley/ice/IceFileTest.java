package dev.parley.ice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.ice.domain.IceProvider;
import dev.parley.ice.domain.IceUri;
import dev.parley.ice.domain.TurnAccess;
import dev.parley.ice.domain.TurnCredentials;
import dev.parley.ice.domain.TurnSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IceFileTest {

  @Test
  void theThreeKindsOfProvidersAreRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ice.json");
    Files.writeString(
        file,
        """
        {"providers": [
          {"name": "own", "region": "eu-north", "urls": ["turn:a", "stun:a"],
           "secrets": ["north-secret-0123456789"]},
          {"name": "rented", "urls": ["turns:b"], "username": "u", "credential": "p"},
          {"name": "public", "urls": ["stun:c"]}]}
        """);
    assertEquals(
        List.of(
            new IceProvider(
                "own",
                "eu-north",
                List.of(IceUri.parse("turn:a"), IceUri.parse("stun:a")),
                new TurnAccess.Shared(new TurnSecrets(List.of("north-secret-0123456789")))),
            new IceProvider(
                "rented",
                null,
                List.of(IceUri.parse("turns:b")),
                new TurnAccess.Fixed(new TurnCredentials("u", "p"))),
            new IceProvider("public", null, List.of(IceUri.parse("stun:c")), null)),
        IceFile.read(file.toString()));
  }

  @Test
  void noPathIsNoProvider() {
    assertEquals(List.of(), IceFile.read(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                         | has no providers",
        "[]                                                         | has a fault at",
        "{\"providers\": [{\"nam\": \"a\"}]}                        | nam",
        "{\"providers\": [{\"urls\": [\"stun:a\"]}]}                | must have a name",
        "{\"providers\": [{\"name\": \"A b\"}]}                     | must have a name",
        "{\"providers\": [{\"name\": \"a\", \"region\": \"\"}]}     | and a region",
        "{\"providers\": [{\"name\": \"a\", \"urls\": [\"x:y\"]}]}  | provider a cannot be used: x:y",
        "{\"providers\": [{\"name\": \"a\", \"urls\": [\"turn:y\"]}]} | nothing to open them with",
        "{\"providers\": [{\"name\": \"a\", \"secrets\": []}]}      | provider a needs a secret",
        "{\"providers\": [{\"name\": \"a\", \"username\": \"u\"}]}  | either secrets, or a username",
        "{\"providers\": [{\"name\": \"a\"}, {\"name\": \"a\"}]}    | two of provider a"
      })
  void aFaultIsNamed(String json, String reason) {
    String message = refusal(json);
    assertTrue(message.contains(reason), message);
  }

  @Test
  void aSecretIsNotRepeated() {
    String json =
        """
        {"providers": [{"name": "a", "secrets": ["short"], "username": "u", "credential": "hush"}]}
        """;
    assertFalse(refusal(json).matches(".*(short|hush).*"));
    assertFalse(refusal("{\"providers\": [{\"secrets\": [\"short\"]}]}").contains("short"));
  }

  private static String refusal(String json) {
    return assertThrows(IllegalArgumentException.class, () -> IceFile.parse(json.getBytes(UTF_8)))
        .getMessage();
  }
}
