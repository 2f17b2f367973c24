/**
 * Which session and which user is where: the leases of the gateways and the index of users.
 *
 * <p>A lease belongs to a gateway, never to a session, so heartbeats cost what the nodes cost.
 *
 * <p>This package only wires; the rules are in {@code domain}, the stores in {@code store}.
 */
@NullMarked
package dev.parley.presence;

import org.jspecify.annotations.NullMarked;
