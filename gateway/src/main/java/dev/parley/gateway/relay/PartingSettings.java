package dev.parley.gateway.relay;

import java.time.Duration;

/**
 * When and how a gateway parts from its clients.
 *
 * @param drainWithin how long an orderly stop waits for clients to move elsewhere; zero: not at all
 * @param cutOffAfter without an answer of any room-service, and of half of the gateways
 */
public record PartingSettings(Duration drainWithin, Duration cutOffAfter) {}
