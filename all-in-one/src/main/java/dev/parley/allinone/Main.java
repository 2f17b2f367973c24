package dev.parley.allinone;

import dev.parley.gateway.GatewaySettings;
import dev.parley.runtime.Launcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every service in one process, with memory stores: what {@code ./run} starts. Open to this machine
 * alone; {@code --lan} opens it to the network, behind a secret in the link.
 */
public final class Main {
  private static final String LAN = "--lan";
  private static final int BAD_USE = 2;

  private Main() {}

  public static void main(String[] arguments) {
    List<String> rest = new ArrayList<>(List.of(arguments));
    boolean lan = rest.remove(LAN);
    Map<String, String> environment = environment(lan, System.getenv());
    refuseAnOpenDoor(environment);
    Launcher.launch(new AllInOne(lan).program(), rest, environment);
  }

  /** The environment, with what this way of running adds where nobody has chosen otherwise. */
  static Map<String, String> environment(boolean lan, Map<String, String> given) {
    Map<String, String> environment = new HashMap<>(given);
    environment.putIfAbsent("PARLEY_LOG", "text");
    if (lan) {
      environment.putIfAbsent(GatewaySettings.HOST.key(), "0.0.0.0");
      environment.putIfAbsent(GatewaySettings.SECRET.key(), Secrets.random());
    }
    return environment;
  }

  private static void refuseAnOpenDoor(Map<String, String> environment) {
    String host =
        environment.getOrDefault(GatewaySettings.HOST.key(), GatewaySettings.HOST.standard());
    String secret = environment.getOrDefault(GatewaySettings.SECRET.key(), "");
    if (!isAllowed(host.strip(), secret.strip())) {
      System.err.println(
          "%s=%s would open this server to everybody who can reach it. Set %s, or use --lan."
              .formatted(GatewaySettings.HOST.key(), host, GatewaySettings.SECRET.key()));
      System.exit(BAD_USE);
    }
  }

  /** Whether rooms may be served at that address: without a secret only to this machine. */
  static boolean isAllowed(String host, String secret) {
    return !secret.isEmpty()
        || host.equals("localhost")
        || host.equals("::1")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
