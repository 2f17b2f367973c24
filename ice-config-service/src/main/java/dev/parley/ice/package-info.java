/**
 * The STUN and TURN servers that a session may use, with credentials that live for a short time.
 *
 * <p>Servers come from the configuration, credentials from a secret shared with the TURN server.
 *
 * <p>This package only wires; the rules are in {@code domain}.
 */
@NullMarked
package dev.parley.ice;

import org.jspecify.annotations.NullMarked;
