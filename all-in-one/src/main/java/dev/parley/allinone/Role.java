package dev.parley.allinone;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a process of this jar can be: its first argument. */
enum Role {
  /** Every service in one process, and no cluster. */
  ALL,
  GATEWAY,
  ROOM_SERVICE,
  PRESENCE_SERVICE,
  ICE_CONFIG_SERVICE;

  /** As it is written: lower case, with dashes. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** All of them, for a sentence. */
  static String words() {
    return Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "));
  }
}
