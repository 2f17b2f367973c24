/**
 * Who is in which room: the rules, their revisions, and the store that keeps them.
 *
 * <p>Any instance may serve any room: a compare-and-set on (incarnation, rev) is what keeps a room
 * one.
 *
 * <p>This package only wires; the rules are in {@code domain}, the stores in {@code store}.
 */
@NullMarked
package dev.parley.room;

import org.jspecify.annotations.NullMarked;
