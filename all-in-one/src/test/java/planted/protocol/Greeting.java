package planted.protocol;

/** Breaks no rule. */
public record Greeting(String text) {}
