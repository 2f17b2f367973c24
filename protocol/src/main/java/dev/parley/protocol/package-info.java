/**
 * The shared words of Parley: ids, the roster's entries and the ops that change them, each checked
 * by its constructor. The frames of the socket stand in {@code wire}, the messages of the event bus
 * in {@code bus}. These records are normative; docs/protocol.md explains them.
 */
@NullMarked
package dev.parley.protocol;

import org.jspecify.annotations.NullMarked;
