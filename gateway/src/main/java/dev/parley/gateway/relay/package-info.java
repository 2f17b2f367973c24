/**
 * What this node does for the sessions whose sockets it holds: it lets them in, keeps a replica of
 * each of their rooms, and passes signals on by that replica alone. The room record is the truth;
 * everything here can be lost with the process and is made anew from the record and the tickets.
 * One event loop owns it all.
 */
@NullMarked
package dev.parley.gateway.relay;

import org.jspecify.annotations.NullMarked;
