package dev.parley.allinone;

import dev.parley.gateway.GatewaySettings;
import dev.parley.gateway.tokens.TokenSettings;
import dev.parley.runtime.Settings;

/**
 * What the person at the terminal reads when everything runs: where to go, and who can get in.
 *
 * @param lan whether the public port speaks HTTPS for the network
 */
record Welcome(boolean lan, Settings settings) {

  /** A few lines, the last of them the one to go to. */
  String text(int port) {
    String secret = settings.get(GatewaySettings.SECRET);
    String fragment = secret.isEmpty() ? "" : "/#k=" + secret;
    return lan ? network(port, secret) : here(port, fragment);
  }

  private String who(String host, String fragment) {
    if (!TokenSettings.from(settings).isOpen()) {
      return "Whoever joins needs a token: ./run token --room R --user U makes one to try.";
    }
    return fragment.isEmpty()
        ? "Open to everybody on this machine and to nobody else: no accounts, no tokens."
        : "Open to everybody who can reach " + host + " and has the link with its secret.";
  }

  private String here(int port, String fragment) {
    String host = settings.get(GatewaySettings.HOST);
    return "%s%nParley is ready: http://localhost:%d%s%n"
        .formatted(who(host, fragment), port, fragment);
  }

  /** The link names a room, so that all who scan the code meet in one. */
  private static String network(int port, String secret) {
    String address = LanAddresses.all().stream().findFirst().orElse("localhost");
    String link = "https://%s:%d/r/lan#k=%s".formatted(address, port, secret);
    return """
    %s
    Open to everybody on this network who has the link: the part after # is its secret.
    The certificate is this machine's own, so browsers warn once: go on from there.
    Parley is ready: %s
    """
        .formatted(QrText.of(link), link);
  }
}
