/**
 * What a token allows: who its bearer is, which rooms, what role, until when. A signature is
 * checked by Vert.x; what it must say and which key may have made it are checked here, strictly,
 * and every refusal is one of three words. No token, and no part of one, is ever logged.
 */
@NullMarked
package dev.parley.gateway.tokens;

import org.jspecify.annotations.NullMarked;
