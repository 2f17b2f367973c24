/**
 * presence-service: which gateways live, at which of them a user's sessions are, how users are, and
 * who rings whom.
 *
 * <p>A gateway renews one lease for all its sessions; who lets it lapse is taken for dead, but only
 * while the store has answered for a while without a break. The index of users is soft: a gateway
 * that learns that its lease was unknown attaches all its sessions anew.
 *
 * <p>This package wires; the rules are in {@code domain}, what is kept is behind the port in {@code
 * store}. Any number of instances may run over one store.
 */
@NullMarked
package dev.parley.presence;

import org.jspecify.annotations.NullMarked;
