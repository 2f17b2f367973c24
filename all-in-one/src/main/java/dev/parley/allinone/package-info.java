/**
 * Every service in one process, with stores in memory: what {@code ./run} starts.
 *
 * <p>The services meet on the event bus here too, exactly as they do in a cluster.
 *
 * <p>It only wires, and holds no rule of its own.
 */
@NullMarked
package dev.parley.allinone;

import org.jspecify.annotations.NullMarked;
