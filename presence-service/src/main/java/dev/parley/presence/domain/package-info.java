/**
 * When the absence of a lease proves anything, and what becomes of a ring.
 *
 * <p>Pure rules: the clock comes in as a value, nothing here waits or logs.
 */
@NullMarked
package dev.parley.presence.domain;

import org.jspecify.annotations.NullMarked;
