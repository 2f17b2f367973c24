package dev.parley.gateway.relay;

import dev.parley.protocol.IceConfig;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.bus.IceRequest;
import dev.parley.runtime.Bus;
import dev.parley.runtime.Service;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks ice-config-service; that it does not answer must not keep anybody out of a room. */
final class IceSupply {
  private final Bus bus;
  private final @Nullable String region;

  /** A supply that prefers the servers of a region; empty: of none. */
  IceSupply(Bus bus, String region) {
    this.bus = bus;
    this.region = region.isEmpty() ? null : region;
  }

  /** Servers with credentials for that session; empty when the service does not answer. */
  Future<Optional<IceConfig>> ask(SessionId session) {
    return bus.ask(Service.ICE, new IceRequest(session, region))
        .map(Optional::of)
        .otherwise(Optional.empty());
  }
}
