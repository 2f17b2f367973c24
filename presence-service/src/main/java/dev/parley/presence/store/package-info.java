/**
 * Where leases and the index of users are kept.
 *
 * <p>{@link dev.parley.presence.store.PresenceStore} is the port; each implementation inherits one
 * contract test.
 *
 * <p>Deadlines are judged by the store's own clock, so the clocks of gateways and services do not
 * matter.
 */
@NullMarked
package dev.parley.presence.store;

import org.jspecify.annotations.NullMarked;
