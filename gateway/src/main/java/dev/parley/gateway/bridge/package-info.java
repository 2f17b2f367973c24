/**
 * The event-bus bridge at {@code /eventbus}: back ends and dashboards follow rooms over SockJS or a
 * plain WebSocket, in the protocol of Vert.x' own bridge clients. It speaks outwards only: behind
 * it lies no event bus but the gateway's replicas of the rooms, so what a subscriber registers is
 * an entry of a map in this process and is announced to no cluster, and what it sends has nowhere
 * to go.
 */
@NullMarked
package dev.parley.gateway.bridge;

import org.jspecify.annotations.NullMarked;
