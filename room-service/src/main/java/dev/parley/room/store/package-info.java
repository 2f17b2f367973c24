/**
 * Where rooms are kept.
 *
 * <p>{@link dev.parley.room.store.RoomStore} is the port: a compare-and-set, and what is needed to
 * find rooms again. Each implementation inherits one contract test.
 *
 * <p>Time is the store's own, so the clocks of gateways and services do not matter.
 */
@NullMarked
package dev.parley.room.store;

import org.jspecify.annotations.NullMarked;
