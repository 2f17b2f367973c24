package dev.parley.ice.domain;

import dev.parley.protocol.IceConfig;
import dev.parley.protocol.IceServer;
import dev.parley.protocol.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The configured servers, one row a kind, the cheap and fast ones first: STUN, TURN over UDP, over
 * TCP, over TLS, and within TLS port 443 last, which passes where nothing else does.
 */
public final class IceServers {

  /** Chromium and Firefox never send to this port, so such a row would only cost a time-out. */
  private static final int BLOCKED_PORT = 53;

  private final List<IceUri> usable;
  private final TurnSecrets secrets;
  private final Duration ttl;

  /**
   * @param ttl how long credentials live
   * @throws IllegalArgumentException if there are TURN servers and no secret to open them
   */
  public IceServers(List<IceUri> configured, TurnSecrets secrets, Duration ttl) {
    this.usable =
        configured.stream()
            .filter(IceServers::isUsable)
            .sorted(Comparator.comparing(IceUri::kind).thenComparing(uri -> uri.port() == 443))
            .toList();
    this.secrets = secrets;
    this.ttl = ttl;
    if (secrets.isEmpty() && usable.stream().anyMatch(uri -> uri.kind().relays())) {
      throw new IllegalArgumentException("there are TURN servers but no secret to open them");
    }
  }

  /** Whether browsers can reach the server at all. */
  public static boolean isUsable(IceUri uri) {
    return uri.port() != BLOCKED_PORT;
  }

  /**
   * What one session is told; its credentials are its own.
   *
   * @param nowMillis the time, in ms since 1970
   */
  public IceConfig tell(SessionId session, long nowMillis) {
    List<IceServer> rows = new ArrayList<>();
    urls(false).map(urls -> new IceServer(urls, null, null)).forEach(rows::add);
    if (urls(true).findAny().isEmpty()) {
      return new IceConfig(rows, 0);
    }
    long expirySeconds = Math.floorDiv(nowMillis + ttl.toMillis(), 1000);
    TurnCredentials with = TurnCredentials.mint(secrets, session, expirySeconds);
    urls(true)
        .map(urls -> new IceServer(urls, with.username(), with.password()))
        .forEach(rows::add);
    return new IceConfig(rows, expirySeconds * 1000);
  }

  /** The URIs of each kind that has any, in the order of the kinds. */
  private Stream<List<String>> urls(boolean relaying) {
    return Stream.of(IceUri.Kind.values())
        .filter(kind -> kind.relays() == relaying)
        .map(kind ->
            usable.stream().filter(uri -> uri.kind() == kind).map(IceUri::toString).toList())
        .filter(urls -> !urls.isEmpty());
  }
}
