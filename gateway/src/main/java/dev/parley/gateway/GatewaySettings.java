package dev.parley.gateway;

import dev.parley.gateway.bridge.BridgeSettings;
import dev.parley.gateway.edge.EdgeSettings;
import dev.parley.gateway.relay.PartingSettings;
import dev.parley.gateway.relay.Rates;
import dev.parley.gateway.relay.RelaySettings;
import dev.parley.gateway.relay.Tickets;
import dev.parley.gateway.tokens.TokenSettings;
import dev.parley.runtime.Setting;
import dev.parley.runtime.Settings;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The configuration of a gateway.
 *
 * @param ticketKeys 32 bytes each, the first one seals; none: a random one
 */
public record GatewaySettings(
    EdgeSettings edge,
    RelaySettings relay,
    TokenSettings tokens,
    BridgeSettings bridge,
    List<byte[]> ticketKeys) {
  /** The address of the public port. */
  public static final Setting<String> HOST =
      Setting.text("PARLEY_HOST", "127.0.0.1", "The address that the public port is bound to.");

  /** The public port. */
  public static final Setting<Integer> PORT =
      Setting.number("PORT", 8080, 0, 65_535, "The public port; 0 takes any that is free.");

  /** The secret of the rooms. */
  public static final Setting<String> SECRET =
      Setting.text(
              "PARLEY_ROOM_SECRET",
              "",
              "What a join must name, for every room; empty: rooms are open to everybody.")
          .masked();

  private static final Setting<List<String>> ORIGINS =
      Setting.list(
          "PARLEY_ORIGINS",
          "",
          text -> text,
          "Origins whose pages may open sockets, besides this server's own; * allows every one.");

  private static final Setting<List<byte[]>> TICKET_KEYS =
      Setting.list(
              "PARLEY_TICKET_KEYS",
              "",
              GatewaySettings::key,
              "Keys of tickets (32 bytes in base64), the same on every gateway; the first seals,"
                  + " each opens; none: a random one, so that sessions end with the process.")
          .masked();

  private static final Setting<Integer> HANDSHAKES =
      perSecond(
          "PARLEY_HANDSHAKES_PER_SECOND",
          500,
          "WebSockets that one address asks for; ten times as many at once.");

  private static final Setting<Integer> JOINS =
      perSecond("PARLEY_JOINS_PER_SECOND", 20, "Joins of one address; ten times as many at once.");

  private static final Setting<Integer> SIGNALS =
      perSecond("PARLEY_SIGNALS_PER_SECOND", 200, "Signals of one socket.");

  private static final Setting<Integer> COMMANDS =
      perSecond("PARLEY_COMMANDS_PER_SECOND", 10, "Commands of one socket.");

  private static final Setting<Integer> PULSES =
      perSecond("PARLEY_PULSES_PER_SECOND", 20, "Pulses of one socket, before they are thinned.");

  private static final Setting<Integer> OTHERS =
      perSecond("PARLEY_OTHERS_PER_SECOND", 100, "All other frames of one socket.");

  private static final Setting<Integer> REFUSALS =
      perSecond("PARLEY_REFUSALS_PER_SECOND", 50, "Refused frames that are borne of one socket.");

  private static final Setting<Integer> RINGS =
      Setting.number(
          "PARLEY_RINGS_PER_MINUTE", 20, 1, 1_000_000, "Rings of one user, in the long run.");

  private static final Setting<Duration> JOIN_TIMEOUT =
      Setting.duration(
          "PARLEY_JOIN_TIMEOUT", "5s", "10ms", "1m", "How long a socket may wait to join.");

  private static final Setting<Duration> HANDSHAKE_TIMEOUT =
      Setting.duration(
          "PARLEY_HANDSHAKE_TIMEOUT",
          "5s",
          "10ms",
          "1m",
          "How long a new connection may take to say what it wants.");

  private static final Setting<Duration> HEARTBEAT =
      Setting.duration("PARLEY_HEARTBEAT", "5s", "50ms", "1m", "Between pings.");

  private static final Setting<Duration> SILENCE =
      Setting.duration(
          "PARLEY_SILENCE", "12s", "100ms", "5m", "After which a silent socket is lost.");

  private static final Setting<Duration> LEASE_RENEWAL =
      Setting.duration(
          "PARLEY_LEASE_RENEWAL", "2s", "50ms", "1m", "Between renewals of a gateway's lease.");

  private static final Setting<Duration> DRAIN_WITHIN =
      Setting.duration(
          "PARLEY_DRAIN_WITHIN",
          "15s",
          "0s",
          "5m",
          "How long a stop waits for clients to move to other gateways, where there are any; less"
              + " than PARLEY_STOP_WITHIN.");

  private static final Setting<Duration> CUT_OFF_AFTER =
      Setting.duration(
          "PARLEY_CUT_OFF_AFTER",
          "5s",
          "100ms",
          "10m",
          "Without an answer of any room-service and of half of the gateways, after which clients"
              + " are sent elsewhere.");

  private static final Setting<Integer> OUTBOX =
      Setting.number(
          "PARLEY_OUTBOX",
          256 * 1024,
          64 * 1024,
          16 * 1024 * 1024,
          "Bytes that may wait for one socket before it is closed as too slow.");

  private static final Setting<String> REGION =
      Setting.of(
          "PARLEY_REGION",
          "",
          GatewaySettings::region,
          "Where this gateway is: the TURN servers of that region are preferred; empty: of none.");

  /** All keys that a gateway reads. */
  public static final List<Setting<?>> ALL =
      Stream.of(own(), TokenSettings.ALL, BridgeSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private static List<Setting<?>> own() {
    return List.of(
        HOST,
        PORT,
        ORIGINS,
        SECRET,
        TICKET_KEYS,
        HANDSHAKE_TIMEOUT,
        JOIN_TIMEOUT,
        HEARTBEAT,
        SILENCE,
        LEASE_RENEWAL,
        DRAIN_WITHIN,
        CUT_OFF_AFTER,
        OUTBOX,
        REGION,
        HANDSHAKES,
        JOINS,
        SIGNALS,
        COMMANDS,
        PULSES,
        OTHERS,
        REFUSALS,
        RINGS);
  }

  public static GatewaySettings from(Settings settings) {
    return new GatewaySettings(
        new EdgeSettings(
            settings.get(HOST),
            settings.get(PORT),
            settings.get(ORIGINS),
            settings.get(HANDSHAKES),
            settings.get(JOINS),
            settings.get(HANDSHAKE_TIMEOUT),
            null),
        new RelaySettings(
            settings.get(JOIN_TIMEOUT),
            settings.get(HEARTBEAT),
            settings.get(SILENCE),
            settings.get(LEASE_RENEWAL),
            settings.get(SECRET),
            settings.get(OUTBOX),
            settings.get(REGION),
            new Rates(
                settings.get(SIGNALS),
                settings.get(COMMANDS),
                settings.get(PULSES),
                settings.get(OTHERS),
                settings.get(REFUSALS),
                settings.get(RINGS)),
            new PartingSettings(settings.get(DRAIN_WITHIN), settings.get(CUT_OFF_AFTER))),
        TokenSettings.from(settings),
        BridgeSettings.from(settings),
        settings.get(TICKET_KEYS));
  }

  /** The same settings, the public port speaking HTTPS with that certificate. */
  public GatewaySettings withCertificate(KeyCertOptions certificate) {
    return new GatewaySettings(
        new EdgeSettings(
            edge.host(),
            edge.port(),
            edge.origins(),
            edge.handshakesPerSecond(),
            edge.joinsPerSecond(),
            edge.handshake(),
            certificate),
        relay,
        tokens,
        bridge,
        ticketKeys);
  }

  private static Setting<Integer> perSecond(String key, int standard, String what) {
    return Setting.number(key, standard, 1, 1_000_000, what + " A second, in the long run.");
  }

  private static String region(String text) {
    if (text.matches("[a-z0-9-]{0,32}")) {
      return text;
    }
    throw new IllegalArgumentException("must be lower-case letters, digits and dashes");
  }

  private static byte[] key(String text) {
    String fault = "must be keys of 32 bytes in base64";
    try {
      byte[] key = Base64.getDecoder().decode(text);
      if (key.length == Tickets.KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(fault, e);
    }
    throw new IllegalArgumentException(fault);
  }
}
