/**
 * The frames between browsers and gateways, one sealed interface for each direction. {@link
 * dev.parley.protocol.wire.FrameCodec} turns them to bytes and back, strictly. Errors and close
 * codes stand in the two enumerations here and nowhere else.
 */
@NullMarked
package dev.parley.protocol.wire;

import org.jspecify.annotations.NullMarked;
