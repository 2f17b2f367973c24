package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.BridgeClient;
import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the bridge refuses, and what it bears. */
class BridgeGuardTest {
  private static final String LUNCH = Say.ROOM.value();
  private static final int AT_ONCE = 20;

  private House house;

  private void open(String... settings) {
    Map<String, String> environment = new HashMap<>();
    for (int each = 0; each < settings.length; each += 2) {
      environment.put(settings[each], settings[each + 1]);
    }
    house = House.open(environment);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private BridgeClient client() {
    return BridgeClient.open(house.vertx(), house.port(0));
  }

  /** What our own services say is bytes; what a bridge lets in is JSON. */
  private static void countForeign(Object body, AtomicInteger passed) {
    if (!(body instanceof Buffer)) {
      passed.incrementAndGet();
    }
  }

  @Test
  void noneOf200ForbiddenMessagesPasses() {
    open();
    AtomicInteger passed = new AtomicInteger();
    ForbiddenMessages.FOREIGN.stream()
        .filter(address -> !address.isBlank() && !address.startsWith("parley.service"))
        .forEach(address ->
            house
                .vertx()
                .eventBus()
                .localConsumer(address, message -> countForeign(message.body(), passed)));
    TestSocket ada = house.socket(0);
    Say.joined(ada, "ada");
    List<String> all = ForbiddenMessages.all();
    assertTrue(all.size() >= 200, () -> all.size() + " messages");
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      BridgeClient client = client();
      some.forEach(client::say);
      client.register("quiet");
      for (String each : some) {
        assertEquals("err", client.next().path("type").asString(), each);
      }
      client.expect("quiet", "absent");
      client.close();
    }
    ada.send(new ClientFrame.Ping(1));
    ada.expect(ServerFrame.Pong.class);
    assertEquals(0, passed.get());
    assertTrue(ada.heardSoFar().isEmpty());
  }

  @Test
  void errorNamesTheAddressOfWhomItConcerns() {
    open();
    BridgeClient client = client();
    client.register("parley.nodes", Map.of());
    assertEquals("parley.nodes", client.error("bad-address").path("address").asString());
    client.say(ForbiddenMessages.message("send", BridgeClient.PREFIX + LUNCH, "{}"));
    assertEquals("r-1", client.error("outbound-only").path("address").asString());
    assertEquals(
        403,
        client
            .say(ForbiddenMessages.message("publish", "x", "{}"))
            .next()
            .path("failureCode")
            .asInt());
  }

  @Test
  void whoGoesOnWithWhatIsRefusedIsClosed() {
    open();
    BridgeClient client = client();
    for (int n = 0; n < 200; n++) {
      client.say("{}");
    }
    assertEquals(CloseCode.LIMIT.code(), client.closeCode());
  }

  @Test
  void whoSaysTooMuchAtOnceIsClosed() {
    open();
    BridgeClient client = client();
    client.say("{\"type\":\"ping\",\"x\":\"" + "y".repeat(16 * 1024) + "\"}");
    assertEquals(CloseCode.LIMIT.code(), client.closeCode());
  }

  @Test
  void addressesOfASocketRoomsOfAGatewayAndSocketsAreLimited() {
    open(
        "PARLEY_BRIDGE_HANDLERS", "3",
        "PARLEY_BRIDGE_TOPICS", "4",
        "PARLEY_BRIDGE_SOCKETS", "2");
    BridgeClient first = client().register("a").register("b").register("c").register("d");
    assertEquals(List.of("err d", "rec a", "rec b", "rec c"), next(first, 4));
    BridgeClient second = client().register("a").register("d").register("e");
    assertEquals(2, next(second, 3).stream().filter(each -> each.startsWith("rec")).count());
    assertEquals(CloseCode.LIMIT.code(), client().closeCode());
    first.unregister("c").register("f");
    first.expect("f", "absent");
  }

  /** The next messages, each as its type and its room, in order: what is known comes first. */
  private static List<String> next(BridgeClient client, int count) {
    return Stream.generate(client::next)
        .limit(count)
        .map(message ->
            message.path("type").asString()
                + message.path("address").asString().replace(BridgeClient.PREFIX, " "))
        .sorted()
        .toList();
  }

  @Test
  void whoIsSilentIsClosedAndWhoPingsIsNot() {
    open("PARLEY_SILENCE", "1s");
    BridgeClient silent = client().register(LUNCH);
    BridgeClient alive = client().register(LUNCH);
    long timer = house.vertx().setPeriodic(100, tick -> alive.ping());
    silent.expect(LUNCH, "absent");
    alive.expect(LUNCH, "absent");
    assertEquals(CloseCode.SILENT.code(), silent.closeCode());
    house.vertx().cancelTimer(timer);
    alive.register("another").expect("another", "absent");
  }

  @Test
  void roomsThatHaveASecretAreToldToThoseWhoKnowIt() {
    open("PARLEY_ROOM_SECRET", "sesame");
    BridgeClient client = client();
    client.register(BridgeClient.PREFIX + LUNCH, Map.of());
    assertEquals(401, client.error("bad-secret").path("failureCode").asInt());
    client.register(BridgeClient.PREFIX + LUNCH, Map.of("secret", "sesam"));
    client.error("bad-secret");
    client.register(BridgeClient.PREFIX + LUNCH, Map.of("secret", "sesame"));
    client.expect(LUNCH, "absent");
  }

  @Test
  void pagesOfOtherOriginsAreRefused() throws Exception {
    open("PARLEY_ORIGINS", "https://call.example.org");
    for (String origin :
        List.of(
            "https://evil.example",
            "null",
            "",
            "https://call.example.org.evil.example",
            "https://call.example.org:8443",
            "http://call.example.org",
            "https://evil.example/https://call.example.org")) {
      CompletableFuture<BridgeClient> opened =
          BridgeClient.opened(house.vertx(), house.port(0), origin);
      Exception refused =
          org.junit.jupiter.api.Assertions.assertThrows(
              ExecutionException.class,
              () -> opened.get(TestSocket.PATIENCE_SECONDS, TimeUnit.SECONDS),
              origin);
      assertEquals(403, ((UpgradeRejectedException) refused.getCause()).getStatus(), origin);
    }
    BridgeClient.opened(house.vertx(), house.port(0), "https://call.example.org")
        .get(TestSocket.PATIENCE_SECONDS, TimeUnit.SECONDS)
        .register(LUNCH)
        .expect(LUNCH, "absent");
  }

  @Test
  void addressThatAsksForSocketsTooOftenIsRefused() {
    open("PARLEY_HANDSHAKES_PER_SECOND", "1");
    List<CompletableFuture<BridgeClient>> all =
        Stream.generate(() -> BridgeClient.opened(house.vertx(), house.port(0), null))
            .limit(100)
            .toList();
    List<Throwable> refused =
        all.stream()
            .map(each -> each.handle((opened, failure) -> failure).join())
            .filter(failure -> failure != null)
            .toList();
    assertTrue(refused.size() >= 50, () -> refused.size() + " of 100 refused");
    assertEquals(429, ((UpgradeRejectedException) refused.getFirst()).getStatus());
  }

  @Test
  void whoDoesNotReadIsClosedAndTheOthersHearEverything() {
    open(
        "PARLEY_OUTBOX", "65536",
        "PARLEY_COMMANDS_PER_SECOND", "100000",
        "PARLEY_SILENCE", "5m");
    BridgeClient reader = client();
    BridgeClient slow = client();
    Map<String, BridgeClient.Seen> seen = new HashMap<>();
    List<TestSocket> people = new ArrayList<>();
    for (int n = 0; n < AT_ONCE; n++) {
      String room = LUNCH + n;
      people.add(house.socket(0));
      people.getLast().send(Say.join(new RoomName(room), "ada"));
      people.getLast().expect(ServerFrame.Joined.class);
      seen.put(room, BridgeClient.Seen.of(reader.register(room).snapshot(room)));
      slow.register(room).snapshot(room);
    }
    slow.stall();
    for (int said = 1; house.gauge(0, "parley.bridge.sockets") > 1; said++) {
      ClientFrame update = Say.update("u" + said, "name", said + "-" + "n".repeat(450));
      people.forEach(each -> each.send(update));
      people.forEach(each -> each.expect(ServerFrame.Ok.class));
      people.forEach(each -> reader.change(seen));
    }
    assertEquals(1, house.closes(0, "parley.bridge.closes", CloseCode.SLOW_CONSUMER));
  }
}
