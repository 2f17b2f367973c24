/**
 * The contract: every message on the wire and on the bus as a record, with its codec, its errors
 * and its close codes.
 *
 * <p>The records are normative: the client mirrors them, and both are held to the same golden
 * vectors.
 *
 * <p>It knows neither sockets nor Vert.x, and imports no other module.
 */
@NullMarked
package dev.parley.protocol;

import org.jspecify.annotations.NullMarked;
