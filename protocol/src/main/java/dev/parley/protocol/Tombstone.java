package dev.parley.protocol;

/**
 * Keeps somebody out who was removed: neither the session nor the page behind it comes back. Of a
 * room that was closed it tells the session so, and lets the page come to the next one.
 *
 * @param until when it is forgotten (ms since 1970, the store's clock): the end of the ticket's
 *     life
 * @param closed whether the room was closed, and nobody in particular removed
 */
public record Tombstone(
    SessionId session, InstanceId instance, long until, @OnlyTrue boolean closed) {
  public Tombstone {
    Check.present("session", session);
    Check.present("instance", instance);
  }

  /** Of somebody who was kicked. */
  public Tombstone(SessionId session, InstanceId instance, long until) {
    this(session, instance, until, false);
  }
}
