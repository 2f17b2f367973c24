package dev.parley.protocol;

import org.jspecify.annotations.Nullable;

/**
 * By what servers know somebody again who is banned, beside the session and the user.
 *
 * @param instance the page
 * @param token the token by which it came in
 */
public record BanMark(InstanceId instance, @Nullable TokenId token) {
  public BanMark {
    Check.present("instance", instance);
  }
}
