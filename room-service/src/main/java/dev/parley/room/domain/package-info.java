/**
 * The rules of a room: pure functions from a room and a command to the next room, its ops and the
 * answer.
 *
 * <p>Time, random bits and the store's epoch come in as a {@link dev.parley.room.domain.Context};
 * nothing here waits, logs or draws a number.
 *
 * <p>Start at {@link dev.parley.room.domain.Room}: its switch names the rule of each command.
 */
@NullMarked
package dev.parley.room.domain;

import org.jspecify.annotations.NullMarked;
