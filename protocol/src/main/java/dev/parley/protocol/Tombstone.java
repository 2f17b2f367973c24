package dev.parley.protocol;

/**
 * Keeps somebody out who was removed: neither the session nor the page behind it comes back.
 *
 * @param until when it is forgotten (ms since 1970, the store's clock): the end of the ticket's
 *     life
 */
public record Tombstone(SessionId session, InstanceId instance, long until) {
  public Tombstone {
    Check.present("session", session);
    Check.present("instance", instance);
  }
}
