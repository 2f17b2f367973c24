package dev.parley.allinone.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.parley.protocol.Check;
import dev.parley.protocol.Json;
import dev.parley.protocol.Member;
import dev.parley.protocol.RoomChanges;
import dev.parley.protocol.RoomOp;
import dev.parley.protocol.RoomSnapshot;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A back end that follows rooms by the plain WebSocket of the bridge. */
public final class BridgeClient {
  public static final String PREFIX = "parley.room.";

  /** Bytes that the system takes for a reader who does not read: few, so that this shows soon. */
  private static final int BUFFER = 8 * 1024;

  private final WebSocketClient client;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();

  private BridgeClient(WebSocketClient client, WebSocket socket) {
    this.client = client;
    this.socket = socket;
    socket.textMessageHandler(text -> messages.add(Json.MAPPER.readTree(text)));
    socket.closeHandler(done -> {
      Short code = socket.closeStatusCode();
      closed.complete(code == null ? 1006 : code.intValue());
    });
    socket.exceptionHandler(lost -> {});
  }

  /** A socket to the bridge of that port. */
  public static BridgeClient open(Vertx vertx, int port) {
    return await(opened(vertx, port, null));
  }

  /** The same, from a page of that origin; null: from none. */
  public static CompletableFuture<BridgeClient> opened(
      Vertx vertx, int port, @Nullable String origin) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/eventbus/websocket");
    if (origin != null) {
      options.addHeader("Origin", origin);
    }
    WebSocketClient client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setReceiveBufferSize(BUFFER));
    CompletableFuture<BridgeClient> opened = new CompletableFuture<>();
    vertx.runOnContext(turn ->
        client
            .connect(options)
            .onSuccess(socket -> opened.complete(new BridgeClient(client, socket)))
            .onFailure(opened::completeExceptionally));
    return opened;
  }

  public BridgeClient register(String room) {
    return register(PREFIX + room, Map.of());
  }

  public BridgeClient register(String address, Map<String, String> headers) {
    return say(Map.of("type", "register", "address", address, "headers", headers));
  }

  public BridgeClient unregister(String room) {
    return say(Map.of("type", "unregister", "address", PREFIX + room));
  }

  public BridgeClient ping() {
    return say(Map.of("type", "ping"));
  }

  public BridgeClient say(Map<String, ?> message) {
    return say(new String(Json.write(message), UTF_8));
  }

  /** Sends whatever text, right or wrong. */
  public BridgeClient say(String text) {
    socket.writeTextMessage(text);
    return this;
  }

  /** Reads no more: the server's bytes pile up. */
  public void stall() {
    socket.pause();
  }

  public void close() {
    client.close();
  }

  /** The code with which the socket is closed; 1006 where there was none. */
  public int closeCode() {
    return await(closed);
  }

  /** The next message, of an address or an error. */
  public JsonNode next() {
    try {
      JsonNode message = messages.poll(TestSocket.PATIENCE_SECONDS, TimeUnit.SECONDS);
      return message == null ? fail("nothing came; closed: " + closed.getNow(null)) : message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How many messages wait to be read. */
  public int waiting() {
    return messages.size();
  }

  /** The body of the next message, which is said of that room and of that kind. */
  public JsonNode expect(String room, String kind) {
    JsonNode message = next();
    assertEquals("rec", message.path("type").asString(), message::toString);
    assertEquals(PREFIX + room, message.path("address").asString(), message::toString);
    JsonNode body = message.path("body");
    assertEquals(kind, body.path("kind").asString(), message::toString);
    return body;
  }

  /** The body of the next message of that room; what is said of others is passed over. */
  public JsonNode expectAmong(String room, String kind) {
    JsonNode message = next();
    while (!message.path("address").asString().equals(PREFIX + room)) {
      message = next();
    }
    assertEquals(kind, message.path("body").path("kind").asString(), message::toString);
    return message.path("body");
  }

  public RoomSnapshot snapshot(String room) {
    return Json.MAPPER.treeToValue(expect(room, "snapshot"), RoomSnapshot.class);
  }

  public RoomChanges changes(String room) {
    return Json.MAPPER.treeToValue(expect(room, "changes"), RoomChanges.class);
  }

  /** The next message, which is of one of these rooms, and says what follows from what is known. */
  public void change(Map<String, Seen> rooms) {
    JsonNode message = next();
    String room = message.path("address").asString().substring(PREFIX.length());
    RoomChanges changes = Json.MAPPER.treeToValue(message.path("body"), RoomChanges.class);
    rooms.compute(room, (name, seen) -> Check.present("room", seen).with(changes));
  }

  /** The next message, which is an error of that word. */
  public JsonNode error(String word) {
    JsonNode message = next();
    assertEquals("err", message.path("type").asString(), message::toString);
    assertEquals(word, message.path("failureType").asString(), message::toString);
    return message;
  }

  /**
   * A room as a follower has it, which takes nothing that does not follow from what it has.
   *
   * @param names by session
   */
  public record Seen(RoomSnapshot since, long rev, Map<String, String> names) {
    public static Seen of(RoomSnapshot room) {
      return new Seen(
          room,
          room.rev(),
          room.roster().stream()
              .collect(Collectors.toMap(member -> member.session().value(), Seen::name)));
    }

    private static String name(Member member) {
      return member.profile().map().get("name").stringValue();
    }

    public Seen with(RoomChanges changes) {
      assertEquals(since.incarnation(), changes.incarnation());
      assertEquals(rev, changes.prev());
      Map<String, String> next = new TreeMap<>(names);
      for (RoomOp op : changes.ops()) {
        switch (op) {
          case RoomOp.Add add -> put(next, add.member());
          case RoomOp.Replace replace -> {
            next.remove(replace.replaces().value());
            put(next, replace.member());
          }
          case RoomOp.Update update -> put(next, update.member());
          case RoomOp.Away away -> put(next, away.member());
          case RoomOp.Up up -> put(next, up.member());
          case RoomOp.Remove remove -> next.remove(remove.session().value());
          default -> {}
        }
      }
      return new Seen(since, changes.rev(), next);
    }

    private static void put(Map<String, String> names, Member member) {
      names.put(member.session().value(), name(member));
    }
  }

  /** Reads on until the room has come to that revision. */
  public Seen upTo(String room, Seen before, long rev) {
    Seen seen = before;
    while (seen.rev() < rev) {
      seen = seen.with(changes(room));
    }
    return seen;
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(TestSocket.PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
