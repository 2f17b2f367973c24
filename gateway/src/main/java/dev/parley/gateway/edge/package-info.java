/**
 * What touches the network: the HTTP server, the files of the app, and the WebSocket at {@code
 * /signal}. A message is put together, measured and decoded here; what it means is the business of
 * {@code relay}. One frame that fails ends one socket and never the process.
 */
@NullMarked
package dev.parley.gateway.edge;

import org.jspecify.annotations.NullMarked;
