package dev.parley.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/**
 * What a process gives to the services that it runs.
 *
 * @param meters what is registered here is served at {@code /metrics}; an id is never a label
 */
public record Host(Vertx vertx, Settings settings, Bus bus, MeterRegistry meters, Health health) {}
