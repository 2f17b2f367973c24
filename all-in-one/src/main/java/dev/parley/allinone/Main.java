package dev.parley.allinone;

import dev.parley.gateway.GatewaySettings;
import dev.parley.gateway.tokens.Loopback;
import dev.parley.gateway.tokens.TokenSettings;
import dev.parley.runtime.Launcher;
import dev.parley.runtime.Program;
import dev.parley.runtime.Setting;
import dev.parley.runtime.SettingsException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One jar, whose first argument says what the process is; without one, every service in one
 * process, with memory stores: what {@code ./run} starts. Open to this machine alone; {@code --lan}
 * opens that one to the network, behind a secret in the link.
 */
public final class Main {
  private static final String LAN = "--lan";
  private static final int BAD_USE = 2;

  private Main() {}

  public static void main(String[] arguments) {
    List<String> rest = new ArrayList<>(List.of(arguments));
    if (!rest.isEmpty() && rest.getFirst().equals(TokenCommand.WORD)) {
      printToken(rest.subList(1, rest.size()));
      return;
    }
    Role role = role(rest);
    boolean lan = role == Role.ALL && rest.remove(LAN);
    Map<String, String> environment = environment(role, lan, System.getenv());
    refuseAnOpenDoor(role, environment);
    Launcher.launch(program(role, lan), rest, environment);
  }

  private static void printToken(List<String> options) {
    try {
      System.out.println(TokenCommand.run(options, System.getenv(), InstantSource.system()));
    } catch (IllegalArgumentException | SettingsException e) {
      exit(String.valueOf(e.getMessage()));
    }
  }

  /** Takes the role from the front of the arguments. */
  private static Role role(List<String> arguments) {
    if (arguments.isEmpty() || arguments.getFirst().startsWith("--")) {
      return Role.ALL;
    }
    String word = arguments.removeFirst();
    return Role.of(word)
        .orElseGet(() -> {
          exit("There is no role %s: the roles are %s.".formatted(word, Role.words()));
          return Role.ALL;
        });
  }

  private static Program program(Role role, boolean lan) {
    return role == Role.ALL ? new AllInOne(lan).program() : new Clustered(role).program();
  }

  /** The environment, with what this way of running adds where nobody has chosen otherwise. */
  static Map<String, String> environment(Role role, boolean lan, Map<String, String> given) {
    Map<String, String> environment = new HashMap<>(given);
    if (role == Role.ALL) {
      environment.putIfAbsent("PARLEY_LOG", "text");
    }
    if (lan) {
      environment.putIfAbsent(GatewaySettings.HOST.key(), "0.0.0.0");
      environment.putIfAbsent(GatewaySettings.SECRET.key(), Secrets.random());
    }
    return environment;
  }

  private static void refuseAnOpenDoor(Role role, Map<String, String> environment) {
    String host =
        environment.getOrDefault(GatewaySettings.HOST.key(), GatewaySettings.HOST.standard());
    boolean serves = role == Role.ALL || role == Role.GATEWAY;
    if (serves && !isAllowed(environment)) {
      exit(
          ("%s=%s would open this server to everybody who can reach it. Set %s, so that everybody"
                  + " needs a token (docs/tokens.md), or %s, or use --lan.")
              .formatted(
                  GatewaySettings.HOST.key(),
                  host,
                  TokenSettings.KEYS.stream().map(Setting::key).collect(Collectors.joining(" or ")),
                  GatewaySettings.SECRET.key()));
    }
  }

  /** Whether rooms may be served so: without tokens and a secret only to this machine. */
  static boolean isAllowed(Map<String, String> environment) {
    Setting<String> host = GatewaySettings.HOST;
    return Loopback.is(environment.getOrDefault(host.key(), host.standard()).strip())
        || Stream.concat(TokenSettings.KEYS.stream(), Stream.of(GatewaySettings.SECRET))
            .anyMatch(guard -> !environment.getOrDefault(guard.key(), "").isBlank());
  }

  private static void exit(String sentence) {
    System.err.println(sentence);
    System.exit(BAD_USE);
  }
}
