package dev.parley.allinone;

import dev.parley.gateway.tokens.TestToken;
import dev.parley.gateway.tokens.TokenSettings;
import dev.parley.protocol.Publish;
import dev.parley.protocol.Role;
import dev.parley.protocol.UserId;
import dev.parley.runtime.Setting;
import dev.parley.runtime.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code token --room R --user U …}: makes a token to try a server with. */
final class TokenCommand {
  static final String WORD = "token";

  private static final Setting<String> ROOM = Setting.text("--room", "", "");
  private static final Setting<String> USER = Setting.text("--user", "", "");
  private static final Setting<Role> ROLE = Setting.choice("--role", Role.MEMBER, Role.class, "");
  private static final Setting<Publish> KIND =
      Setting.choice("--publish", Publish.DATA, Publish.class, "");
  private static final Setting<List<Publish>> PUBLISH =
      Setting.list("--publish", "", KIND.parser(), "");
  private static final Setting<List<String>> USERS = Setting.list("--users", "", name -> name, "");
  private static final Setting<Duration> FOR = Setting.duration("--for", "1h", "1s", "720h", "");
  private static final List<Setting<?>> OPTIONS = List.of(ROOM, USER, ROLE, PUBLISH, USERS, FOR);

  private final Map<String, String> given;

  private TokenCommand(Map<String, String> given) {
    this.given = given;
  }

  /**
   * The token.
   *
   * @throws IllegalArgumentException with a sentence for the person at the terminal
   */
  static String run(List<String> arguments, Map<String, String> environment, InstantSource clock) {
    Map<String, String> given = new HashMap<>();
    for (int at = 0; at < arguments.size(); at += 2) {
      String option = arguments.get(at);
      boolean known = OPTIONS.stream().anyMatch(each -> each.key().equals(option));
      if (!known
          || at + 1 == arguments.size()
          || given.put(option, arguments.get(at + 1)) != null) {
        throw new IllegalArgumentException(usage());
      }
    }
    return new TokenCommand(given).token().signedBy(settings(environment), clock.millis());
  }

  private TestToken token() {
    if (!given.containsKey(ROOM.key()) || !given.containsKey(USER.key())) {
      throw new IllegalArgumentException(usage());
    }
    return new TestToken(
        value(ROOM),
        new UserId(value(USER)),
        given.containsKey(ROLE.key()) ? value(ROLE) : null,
        given.containsKey(PUBLISH.key()) ? value(PUBLISH) : null,
        value(USERS),
        value(FOR));
  }

  private <T> T value(Setting<T> option) {
    String text = given.getOrDefault(option.key(), option.standard());
    try {
      return option.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s %s %s.".formatted(option.key(), text, e.getMessage()), e);
    }
  }

  /** Those of tokens alone: whatever else is set does not matter here. */
  private static TokenSettings settings(Map<String, String> environment) {
    List<String> keys = TokenSettings.ALL.stream().map(Setting::key).toList();
    Map<String, String> ours =
        environment.entrySet().stream()
            .filter(variable -> keys.contains(variable.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return TokenSettings.from(Settings.read(ours, TokenSettings.ALL));
  }

  private static String usage() {
    return "token --room R --user U [--role owner|moderator|member|guest|observer]"
        + " [--publish microphone,camera,screen,data] [--users bob,team-*] [--for 1h]";
  }
}
