package dev.parley.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.gateway.tokens.Authority;
import dev.parley.gateway.tokens.Claims;
import dev.parley.gateway.tokens.TokenSettings;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.UserId;
import dev.parley.runtime.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to make a token that docs/tokens.md shows, and the one of ./run: each as it stands. */
class TokenRecipesTest {
  private static final long PATIENCE_SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;

  @AfterEach
  void close() {
    House.await(vertx.close());
  }

  private Claims believed(String token, Map<String, String> environment) {
    TokenSettings settings = TokenSettings.from(Settings.read(environment, TokenSettings.ALL));
    Authority authority = House.await(settings.authority(vertx, InstantSource.system()));
    return House.await(authority.verify(token));
  }

  private static void isModeratorOfTheTeam(Claims claims) {
    assertEquals(new UserId("ada"), claims.user());
    assertEquals(Role.MODERATOR, claims.role());
    assertTrue(claims.mayEnter(new RoomName("team-lunch")));
    assertTrue(claims.expires() > Instant.now().plusSeconds(3500).toEpochMilli());
  }

  /** The block of the page that begins with that line. */
  private static String block(String language) {
    Path page = Path.of("../docs/tokens.md");
    try {
      Matcher block =
          Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
              .matcher(Files.readString(page));
      assertTrue(block.find(), language);
      return block.group(1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String output(String file, String source, List<String> command) throws Exception {
    Files.writeString(folder.resolve(file), source);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
    return said;
  }

  @Test
  void nodeWithASecret() throws Exception {
    String call =
        "console.log(token('ada', {room: 'team-*', role: 'moderator'}, {kid: 'k1', secret: '%s'}));"
            .formatted(SignedTokens.SECRET);
    String token = output("token.mjs", block("js hmac") + call, List.of("node", "token.mjs"));
    isModeratorOfTheTeam(believed(token, SignedTokens.SETTINGS));
  }

  @Test
  void nodeWithAKeyPair() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    Path publicKey = write("k1.pem", "PUBLIC KEY", pair.getPublic().getEncoded());
    write("k1.private.pem", "PRIVATE KEY", pair.getPrivate().getEncoded());
    String call =
        """
        import { readFileSync } from "node:fs";
        const key = readFileSync("k1.private.pem", "utf8");
        console.log(token("ada", { room: "team-*", role: "moderator" }, { kid: "k1", key }));
        """;
    String token = output("token.mjs", block("js pair") + call, List.of("node", "token.mjs"));
    isModeratorOfTheTeam(believed(token, Map.of("PARLEY_TOKEN_KEYS", "k1=" + publicKey)));
  }

  private Path write(String file, String kind, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(der);
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind));
  }

  @Test
  void java() throws Exception {
    String main =
        """

        final class Main {
          public static void main(String[] none) throws Exception {
            String rights = "{\\"room\\": \\"team-*\\", \\"role\\": \\"moderator\\"}";
            System.out.println(ParleyToken.make("ada", rights, "k1", "%s"));
          }
        }
        """
            .formatted(SignedTokens.SECRET);
    String source = block("java hmac");
    int imports = source.indexOf("final class");
    String program = source.substring(0, imports) + main + source.substring(imports);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String token =
        output("Main.java", program, List.of(java, "-XX:TieredStopAtLevel=1", "Main.java"));
    isModeratorOfTheTeam(believed(token, SignedTokens.SETTINGS));
  }

  @Test
  void theCommandOfRun() {
    List<String> options =
        List.of(
            "--room",
            "team-*",
            "--user",
            "ada",
            "--role",
            "moderator",
            "--publish",
            "camera,microphone",
            "--users",
            "bob,team-*",
            "--for",
            "1h");
    String token = TokenCommand.run(options, SignedTokens.SETTINGS, InstantSource.system());
    Claims claims = believed(token, SignedTokens.SETTINGS);
    isModeratorOfTheTeam(claims);
    assertEquals(List.of(Publish.MICROPHONE, Publish.CAMERA), claims.grant(null).publish());
    assertTrue(claims.maySee(new UserId("bob")));
  }

  @Test
  void theCommandOfRunTellsWhatIsMissing() {
    assertTrue(refused(Map.of(), "--room", "r", "--user", "ada").contains("PARLEY_TOKEN_SECRETS"));
    assertTrue(refused(SignedTokens.SETTINGS).contains("--room R --user U"));
    assertTrue(refused(SignedTokens.SETTINGS, "--room", "r").contains("--room R --user U"));
    assertTrue(refused(SignedTokens.SETTINGS, "--rom", "r").contains("--room R --user U"));
    assertTrue(refused(SignedTokens.SETTINGS, "--room", "r", "--user").contains("--room R"));
    assertTrue(
        refused(SignedTokens.SETTINGS, "--room", "r", "--user", "ada", "--role", "king")
            .contains("owner, moderator"));
    assertTrue(
        refused(SignedTokens.SETTINGS, "--room", "r", "--user", "ada lovelace").contains("user"));
    assertTrue(refused(SignedTokens.SETTINGS, "--room", "r*m", "--user", "ada").contains("match"));
  }

  private static String refused(Map<String, String> environment, String... options) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> TokenCommand.run(List.of(options), environment, InstantSource.system()))
        .getMessage();
  }

  @Test
  void aServerThatIsOpenIsBoundToThisMachineAlone() {
    assertTrue(Main.isAllowed(Map.of()));
    for (String host : List.of("127.0.0.1", "127.1.2.3", "localhost", "::1")) {
      assertTrue(Main.isAllowed(Map.of("PARLEY_HOST", host)), host);
    }
    for (String host : List.of("0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example", "example")) {
      assertEquals(false, Main.isAllowed(Map.of("PARLEY_HOST", host)), host);
      assertEquals(
          false, Main.isAllowed(Map.of("PARLEY_HOST", host, "PARLEY_TOKEN_SECRETS", " ")), host);
      for (String guard :
          List.of(
              "PARLEY_TOKEN_SECRETS",
              "PARLEY_TOKEN_KEYS",
              "PARLEY_TOKEN_JWKS",
              "PARLEY_ROOM_SECRET")) {
        assertTrue(Main.isAllowed(Map.of("PARLEY_HOST", host, guard, "x")), guard);
      }
    }
    assertTrue(Main.isAllowed(Main.environment(dev.parley.allinone.Role.ALL, true, Map.of())));
  }
}
