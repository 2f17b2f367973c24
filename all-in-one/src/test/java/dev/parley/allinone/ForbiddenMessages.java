package dev.parley.allinone;

import dev.parley.allinone.client.BridgeClient;
import java.util.ArrayList;
import java.util.List;

/** What a client of the bridge may say, and nothing may come of. */
final class ForbiddenMessages {
  /** Addresses of our own bus, and texts that look like ours. */
  static final List<String> FOREIGN =
      List.of(
          "parley.node.gw-0",
          "parley.nodes",
          "parley.service.rooms",
          "parley.service.presence",
          "parley.service.ice",
          "parley.topic.following",
          "parley.room",
          "parley.room.",
          "parley.room.*",
          "parley.room.a/b",
          "parley.room..",
          "parley.room...",
          "parley.room.a%2Fb",
          "parley.room.ä",
          "parley.room.a b",
          "parley.room." + "x".repeat(65),
          "PARLEY.ROOM.a",
          " parley.room.a",
          "parley.room.a\n",
          "parley.rooms.a",
          "__vertx.reply.1",
          "__vertx.subs",
          "*",
          "");

  private static final List<String> MALFORMED =
      List.of(
          "",
          "null",
          "[]",
          "7",
          "\"register\"",
          "{",
          "{}",
          "{\"type\":null}",
          "{\"type\":7,\"address\":\"parley.room.a\"}",
          "{\"type\":\"register\"}",
          "{\"type\":\"register\",\"address\":null}",
          "{\"type\":\"register\",\"address\":7}",
          "{\"type\":\"register\",\"address\":[\"parley.room.a\"]}",
          "{\"type\":\"register\",\"address\":{\"a\":\"parley.room.a\"}}",
          "{\"type\":\"register\",\"address\":\"parley.room.a\",\"headers\":7}",
          "{\"type\":\"register\",\"address\":\"parley.room.a\",\"headers\":{\"token\":7}}",
          "{\"type\":\"register\",\"type\":\"ping\",\"address\":\"parley.room.a\"}",
          "{\"type\":\"register\",\"address\":\"parley.room.a\"} {}",
          "{\"type\":\"register\",\"address\":\"parley.room.a\",\"x\":"
              + "[".repeat(1_000)
              + "]".repeat(1_000)
              + "}",
          "{\"type\":\"unregister\"}");

  private ForbiddenMessages() {}

  /** 200 messages and more, none of which may do anything. */
  static List<String> all() {
    List<String> all = new ArrayList<>();
    for (String address : FOREIGN) {
      for (String type : List.of("register", "send", "publish", "unknown", "REGISTER")) {
        all.add(message(type, address, "{}"));
      }
      all.add(message("send", address, "{\"kind\":\"ice-changed\"}"));
      all.add(message("register", address, "{\"replyAddress\":\"parley.nodes\"}"));
    }
    for (String type : List.of("send", "publish")) {
      for (String room : List.of(Say.ROOM.value(), "other", "a", "b", "c", "d")) {
        all.add(message(type, BridgeClient.PREFIX + room, "{\"kind\":\"absent\"}"));
      }
    }
    all.addAll(MALFORMED);
    return all;
  }

  static String message(String type, String address, String body) {
    return "{\"type\":%s,\"address\":%s,\"replyAddress\":\"r-1\",\"headers\":{},\"body\":%s}"
        .formatted(quoted(type), quoted(address), body);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\n", "\\n") + "\"";
  }
}
