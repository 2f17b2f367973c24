package dev.parley.ice.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URI of one STUN or TURN server, with its port and transport made explicit.
 *
 * @param host a DNS name, an IPv4 address, or an IPv6 address in brackets
 * @param port 1 to 65535
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7064">RFC 7064</a>, <a
 *     href="https://www.rfc-editor.org/rfc/rfc7065">RFC 7065</a>
 */
public record IceUri(Kind kind, String host, int port) {

  /** What is spoken with the server, in the order in which a client should try. */
  public enum Kind {
    STUN("stun", "", 3478),
    STUN_TLS("stuns", "", 5349),
    TURN_UDP("turn", "?transport=udp", 3478),
    TURN_TCP("turn", "?transport=tcp", 3478),
    TURN_TLS("turns", "?transport=tcp", 5349);

    private final String scheme;
    private final String query;
    private final int port;

    Kind(String scheme, String query, int port) {
      this.scheme = scheme;
      this.query = query;
      this.port = port;
    }

    /** Whether the server asks for credentials. */
    public boolean relays() {
      return this == TURN_UDP || this == TURN_TCP || this == TURN_TLS;
    }
  }

  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>[A-Za-z]+):(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]{1,253})"
              + "(?::(?<port>[0-9]{1,5}))?(?:\\?transport=(?<transport>[A-Za-z]+))?");

  /**
   * Reads a URI such as {@code stun:stun.example.org} or {@code turns:[2001:db8::1]:443}. Without a
   * port it is the scheme's own, without a transport it is udp for turn and tcp for turns.
   *
   * @throws IllegalArgumentException with a message that completes "KEY=text …"
   */
  public static IceUri parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw refused(text, "is no URI like stun:host:port or turn:host:port?transport=udp");
    }
    Kind kind = kind(text, form.group("scheme"), form.group("transport"));
    String host = form.group("host");
    if (host.startsWith("[") && !isAddress(host)) {
      throw refused(text, "has no valid IPv6 address in its brackets");
    }
    return new IceUri(kind, host, port(text, form.group("port"), kind));
  }

  private static Kind kind(String text, String scheme, @Nullable String transport) {
    String word = scheme.toLowerCase(Locale.ROOT);
    if (word.startsWith("stun") && transport != null) {
      throw refused(text, "has a transport, which only turn and turns take");
    }
    return switch (word) {
      case "stun" -> Kind.STUN;
      case "stuns" -> Kind.STUN_TLS;
      case "turn" -> transport(text, transport, Kind.TURN_UDP, Kind.TURN_TCP);
      case "turns" -> transport(text, transport, null, Kind.TURN_TLS);
      default -> throw refused(text, "has a scheme other than stun, stuns, turn and turns");
    };
  }

  private static Kind transport(
      String text, @Nullable String transport, @Nullable Kind udp, Kind tcp) {
    String word = transport == null ? "" : transport.toLowerCase(Locale.ROOT);
    return switch (word) {
      case "" -> udp == null ? tcp : udp;
      case "tcp" -> tcp;
      case "udp" -> {
        if (udp == null) {
          throw refused(text, "asks for TURN over DTLS, which browsers do not speak");
        }
        yield udp;
      }
      default -> throw refused(text, "has a transport other than udp and tcp");
    };
  }

  private static int port(String text, @Nullable String digits, Kind kind) {
    int port = digits == null ? kind.port : Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw refused(text, "has a port outside 1 to 65535");
    }
    return port;
  }

  private static boolean isAddress(String bracketed) {
    try {
      return new URI("stun://" + bracketed).parseServerAuthority().getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static IllegalArgumentException refused(String text, String reason) {
    return new IllegalArgumentException("cannot be used: " + text + " " + reason);
  }

  /** The host without brackets, as it is resolved or connected to. */
  public String address() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The URI as browsers take it in {@code RTCIceServer.urls}. */
  @Override
  public String toString() {
    return kind.scheme + ":" + host + ":" + port + kind.query;
  }
}
