/**
 * The client half of the protocol, as docs/protocol.md has it, for tests: {@link
 * dev.parley.allinone.client.TestSocket} says what it is told to, right or wrong; {@link
 * dev.parley.allinone.client.ProtocolClient} is a whole client without media, over a wire that can
 * be made bad.
 */
package dev.parley.allinone.client;
