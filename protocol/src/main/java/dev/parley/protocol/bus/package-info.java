/**
 * What the services say to each other on the event bus. Each service has one sealed interface of
 * questions and one of answers; gateways also hear {@link dev.parley.protocol.bus.NodeMessage}.
 * {@link dev.parley.protocol.bus.RoomState} is the room as servers know it, and the only place
 * where an op is applied.
 */
@NullMarked
package dev.parley.protocol.bus;

import org.jspecify.annotations.NullMarked;
