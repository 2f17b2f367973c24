package dev.parley.gateway.bridge;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a registration may hear.
 *
 * @param expires ms since 1970; null: never
 */
record Permit(@Nullable Long expires, Predicate<BridgeAddress> addresses) {}
