package dev.parley.gateway.edge;

import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public port.
 *
 * @param port 0: any
 * @param origins whose pages may open sockets, besides those of this server
 * @param handshakesPerSecond of one address in the long run; ten times as many at once
 * @param joinsPerSecond of one address in the long run; ten times as many at once
 * @param handshake how long a new connection may take to say what it wants
 * @param certificate for HTTPS; null: plain HTTP
 */
public record EdgeSettings(
    String host,
    int port,
    List<String> origins,
    int handshakesPerSecond,
    int joinsPerSecond,
    Duration handshake,
    @Nullable KeyCertOptions certificate) {}
