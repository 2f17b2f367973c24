package dev.parley.protocol;

/** Where a room stands: enough to see that a copy of it is behind, or of another history. */
public record Head(Hex64 incarnation, long rev, Hex64 digest) {
  public Head {
    Check.present("incarnation", incarnation);
    Check.count("rev", rev);
    Check.present("digest", digest);
  }
}
