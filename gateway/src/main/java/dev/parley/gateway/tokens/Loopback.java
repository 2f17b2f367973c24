package dev.parley.gateway.tokens;

/** Addresses that lead to this machine and nowhere else. */
public final class Loopback {
  private Loopback() {}

  /** Whether that host is this machine, by its name or in figures. */
  public static boolean is(String host) {
    return host.equals("localhost")
        || host.equals("::1")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
