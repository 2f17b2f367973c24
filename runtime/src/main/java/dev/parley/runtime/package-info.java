/**
 * The only shared Vert.x plumbing: launcher, settings, addresses, typed bus, health and metrics.
 *
 * <p>A service gets its settings as a record and its bus as a port, and never touches the event bus
 * itself.
 *
 * <p>It imports the protocol and nothing else of ours.
 */
@NullMarked
package dev.parley.runtime;

import org.jspecify.annotations.NullMarked;
