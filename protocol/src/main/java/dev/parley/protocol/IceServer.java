package dev.parley.protocol;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row for {@code RTCConfiguration.iceServers} (W3C WebRTC, section 4.2.4).
 *
 * @param urls STUN or TURN URIs (RFC 7064, RFC 7065)
 */
public record IceServer(List<String> urls, @Nullable String username, @Nullable String credential) {
  private static final Pattern TURN = Pattern.compile("turns?:", Pattern.CASE_INSENSITIVE);

  public IceServer {
    urls = List.copyOf(Check.present("urls", urls));
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("urls must not be empty");
    }
    if ((username == null) != (credential == null)) {
      throw new IllegalArgumentException("username and credential go together");
    }
  }

  /** The row with its TURN URIs alone; empty where it has none. */
  Optional<IceServer> relays() {
    List<String> turn = urls.stream().filter(url -> TURN.matcher(url).lookingAt()).toList();
    return turn.isEmpty()
        ? Optional.empty()
        : Optional.of(new IceServer(turn, username, credential));
  }

  @Override
  public String toString() {
    return "IceServer" + urls;
  }
}
