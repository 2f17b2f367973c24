/**
 * ice-config-service: tells a session which STUN and TURN servers there are, with TURN credentials
 * that live for minutes, and leaves out those that fail.
 *
 * <p>The servers come from the configuration; each instance probes them by itself and keeps no
 * other state, so any number of instances may run.
 *
 * <p>This package wires and speaks with the servers; the rules, and the messages of STUN and TURN,
 * are in {@code domain}.
 */
@NullMarked
package dev.parley.ice;

import org.jspecify.annotations.NullMarked;
