/**
 * What nothing may interrupt, shown on real processes: gateways and services of the runnable jar,
 * and a real Redis, are killed, frozen and parted, while clients talk through sockets alone.
 *
 * <p>{@link dev.parley.survival.Parley} is a cluster of such processes; a test is handed one that
 * is whole. Each test prints what it measured and adds it to {@link dev.parley.survival.Results}.
 */
@NullMarked
package dev.parley.survival;

import org.jspecify.annotations.NullMarked;
