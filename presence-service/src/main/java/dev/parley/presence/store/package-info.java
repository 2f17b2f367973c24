/**
 * Where leases, the index of users and rings are kept.
 *
 * <p>{@link dev.parley.presence.store.PresenceStore} and {@link
 * dev.parley.presence.store.RingStore} are the ports; each implementation inherits one contract
 * test.
 *
 * <p>Deadlines are judged by the store's own clock, so the clocks of gateways and services do not
 * matter.
 */
@NullMarked
package dev.parley.presence.store;

import org.jspecify.annotations.NullMarked;
