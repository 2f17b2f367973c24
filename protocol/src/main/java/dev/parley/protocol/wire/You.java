package dev.parley.protocol.wire;

import dev.parley.protocol.Check;
import dev.parley.protocol.Role;

/** What the session itself is. */
public record You(Role role) {
  public You {
    Check.present("role", role);
  }
}
