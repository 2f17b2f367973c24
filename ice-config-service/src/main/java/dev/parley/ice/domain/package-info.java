/**
 * Which STUN and TURN servers a session is told, and the credentials that open the TURN servers.
 *
 * <p>URIs are checked when they are read (RFC 7064, RFC 7065), so a row that a browser would refuse
 * is found at the start of the service and not in a call.
 *
 * <p>Pure rules: the clock comes in as a value, nothing here waits or logs.
 */
@NullMarked
package dev.parley.ice.domain;

import org.jspecify.annotations.NullMarked;
