package dev.parley.gateway.relay;

import java.time.Duration;

/**
 * What a gateway's operator may choose about its sessions.
 *
 * @param joinTimeout for the first frame of a socket
 * @param heartbeat between pings, and between comparisons of rooms with the store
 * @param silence after which a socket is lost
 * @param lease between renewals of this gateway's lease
 * @param secret that a join must name; empty: none
 * @param outbox bytes that may wait for one socket
 * @param region where this gateway is, for the choice of TURN servers; empty: not told
 * @param rates of one socket
 * @param parting from all clients
 */
public record RelaySettings(
    Duration joinTimeout,
    Duration heartbeat,
    Duration silence,
    Duration lease,
    String secret,
    int outbox,
    String region,
    Rates rates,
    PartingSettings parting) {}
