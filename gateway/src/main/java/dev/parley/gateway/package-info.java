/**
 * The edge: sockets, HTTP, and the relay of signals between sessions.
 *
 * <p>It owns its sockets and a replica of each room that it hosts; whatever it loses is replayed by
 * the other end.
 *
 * <p>This package only wires; {@code edge} holds sockets and HTTP, {@code relay} the way of a
 * signal.
 */
@NullMarked
package dev.parley.gateway;

import org.jspecify.annotations.NullMarked;
