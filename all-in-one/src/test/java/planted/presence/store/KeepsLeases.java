package planted.presence.store;

/** Breaks no rule. */
public record KeepsLeases() {}
