/**
 * ice-config-service: tells a session which STUN and TURN servers there are, with TURN credentials
 * that live for minutes.
 *
 * <p>The servers come from the configuration; the service keeps no state, so any number of
 * instances may run.
 *
 * <p>This package wires; the rules are in {@code domain}.
 */
@NullMarked
package dev.parley.ice;

import org.jspecify.annotations.NullMarked;
