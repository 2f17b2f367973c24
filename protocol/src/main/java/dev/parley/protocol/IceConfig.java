package dev.parley.protocol;

import java.util.List;

/**
 * ICE servers in the order in which they should be tried.
 *
 * @param expires when the credentials end (ms since 1970); 0 where nothing expires
 */
public record IceConfig(List<IceServer> servers, long expires) {
  public static final IceConfig NONE = new IceConfig(List.of(), 0);

  public IceConfig {
    servers = List.copyOf(Check.present("servers", servers));
    Check.whole("expires", expires);
  }

  /** What a room with that policy tells its members: TURN alone where media must be relayed. */
  public IceConfig under(Policy policy) {
    if (!policy.relay()) {
      return this;
    }
    return new IceConfig(servers.stream().flatMap(row -> row.relays().stream()).toList(), expires);
  }
}
