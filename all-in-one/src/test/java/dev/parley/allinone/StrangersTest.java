package dev.parley.allinone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.CommandId;
import dev.parley.protocol.RawJson;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.Refusal;
import dev.parley.protocol.wire.ServerFrame;
import dev.parley.protocol.wire.SignalKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing that is said leaves its room, and everything comes from who said it. */
class StrangersTest {
  private static final long SEED = 20261123;
  private static final int SAID = 1_000;
  private static final int ROOMS = 5;
  private static final int MEMBERS = 4;
  private static final List<SignalKind> KINDS = List.of(SignalKind.values());

  private final Random random = new Random(SEED);
  private House house;

  /** One socket and the session on it. */
  private record Person(TestSocket socket, SessionId session, int room) {}

  @BeforeEach
  void open() {
    house =
        House.open(
            Map.of(
                "PARLEY_SIGNALS_PER_SECOND", "100000",
                "PARLEY_COMMANDS_PER_SECOND", "100000",
                "PARLEY_OTHERS_PER_SECOND", "100000",
                "PARLEY_PULSES_PER_SECOND", "100000"));
    house.addGateway();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Person join(int room, int number) {
    TestSocket socket = house.socket(number % 2);
    socket.send(Say.join(new RoomName("room-" + room), "person-" + room + "-" + number));
    return new Person(socket, socket.expect(ServerFrame.Joined.class).session(), room);
  }

  private List<Person> everybody() {
    List<Person> all = new ArrayList<>();
    for (int room = 0; room < ROOMS; room++) {
      for (int number = 0; number < MEMBERS; number++) {
        all.add(join(room, number));
      }
    }
    return all;
  }

  private Person stranger(List<Person> all, Person to) {
    List<Person> others = all.stream().filter(each -> each.room() != to.room()).toList();
    return others.get(random.nextInt(others.size()));
  }

  @Test
  void nothingIsDeliveredToAnotherRoom() {
    List<Person> all = everybody();
    Map<Person, Integer> said = new HashMap<>();
    for (int n = 1; n <= SAID; n++) {
      Person from = all.get(random.nextInt(all.size()));
      SessionId to = stranger(all, from).session();
      SignalKind kind = KINDS.get(random.nextInt(KINDS.size()));
      RawJson data = RawJson.of("{\"stray\":" + n + "}");
      from.socket().send(new ClientFrame.Signal(to, 1, n, null, kind, data));
      from.socket().send(new ClientFrame.Ack(List.of(new ClientFrame.Ack.To(to, 1, n))));
      said.merge(from, 1, Integer::sum);
    }
    said.forEach((from, count) -> {
      for (int n = 0; n < count; n++) {
        assertEquals(
            ErrorCode.UNKNOWN_PEER, from.socket().expect(ServerFrame.Undeliverable.class).code());
      }
    });
    for (Person owner : all) {
      owner.socket().send(Say.kick("k1", stranger(all, owner).session()));
      owner.socket().expect(Refusal.class);
    }
    long delivered = all.stream().flatMap(StrangersTest::heard).count();
    System.out.printf(
        "of %d signals and acks to other rooms, %d were delivered%n", 2 * SAID, delivered);
    assertEquals(0, delivered);
  }

  /** What somebody else said to that person. */
  private static Stream<ServerFrame> heard(Person person) {
    person.socket().send(new ClientFrame.Ping(7));
    List<ServerFrame> heard = new ArrayList<>();
    person
        .socket()
        .expect(
            ServerFrame.class,
            frame -> {
              heard.add(frame);
              return frame instanceof ServerFrame.Pong;
            });
    return heard.stream()
        .filter(frame ->
            frame instanceof ServerFrame.Signal
                || frame instanceof ServerFrame.Ack
                || frame instanceof ServerFrame.Pulse);
  }

  @Test
  void nobodySpeaksInTheNameOfAnother() {
    Person victim = join(0, 0);
    Person bob = join(0, 1);
    Person mallory = join(0, 2);
    for (int n = 1; n <= SAID; n++) {
      mallory.socket().say(forged(n, victim.session(), bob.session()));
    }
    int seen = 0;
    for (int n = 1; n <= SAID; n++) {
      ServerFrame.Signal signal = bob.socket().expect(ServerFrame.Signal.class);
      assertEquals(mallory.session(), signal.from());
      assertEquals(n, signal.seq());
      seen += signal.from().equals(victim.session()) ? 1 : 0;
    }
    System.out.printf("of %d signals with forged senders, %d were believed%n", SAID, seen);
    assertEquals(0, heard(victim).count());
  }

  private String forged(int n, SessionId victim, SessionId to) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "\"from\":\"" + victim + "\"",
                "\"session\":\"" + victim + "\"",
                "\"sender\":{\"session\":\"" + victim + "\"}",
                "\"node\":\"gw-1\"",
                "\"generation\":" + (1_000_000 + n),
                "\"user\":\"root\"",
                "\"role\":\"owner\"",
                "\"room\":\"room-1\""));
    while (fields.size() > 1 && random.nextInt(3) > 0) {
      fields.remove(1 + random.nextInt(fields.size() - 1));
    }
    fields.addAll(
        List.of(
            "\"type\":\"signal\"",
            "\"to\":\"" + to + "\"",
            "\"link\":1",
            "\"seq\":" + n,
            "\"kind\":\"app\"",
            "\"data\":{\"from\":\"" + victim + "\"}"));
    Collections.shuffle(fields, random);
    return "{" + String.join(",", fields) + "}";
  }

  @Test
  void forgedFieldsOfOtherFramesChangeNobodyElse() {
    Person victim = join(0, 0);
    Person bob = join(0, 1);
    Person mallory = join(0, 2);
    String forged =
        "\"from\":\"" + victim.session() + "\",\"session\":\"" + victim.session() + "\"";
    mallory.socket().say("{\"type\":\"pulse\"," + forged + ",\"values\":{\"speaking\":true}}");
    assertEquals(mallory.session(), bob.socket().expect(ServerFrame.Pulse.class).from());
    mallory
        .socket()
        .say(
            "{\"type\":\"ack\",%s,\"acks\":[{\"to\":\"%s\",\"from\":\"%s\",\"link\":1,\"seq\":1}]}"
                .formatted(forged, bob.session(), victim.session()));
    ServerFrame.Ack ack = bob.socket().expect(ServerFrame.Ack.class);
    assertEquals(mallory.session(), ack.acks().getFirst().from());
    mallory
        .socket()
        .say("{\"type\":\"update\",\"id\":\"u1\"," + forged + ",\"set\":{\"name\":\"Mallory\"}}");
    mallory.socket().expect(ServerFrame.Ok.class);
    mallory.socket().say("{\"type\":\"leave\"," + forged + "}");
    TestSocket late = house.socket(0);
    late.send(Say.join(new RoomName("room-0"), "late-comer"));
    ServerFrame.Joined joined = late.expect(ServerFrame.Joined.class);
    assertTrue(
        joined.room().roster().stream().anyMatch(each -> each.session().equals(victim.session())));
    joined
        .room()
        .roster()
        .forEach(each -> assertNotEquals(Say.values("name", "Mallory"), each.profile()));
  }

  @Test
  void whatOnlyAServerSaysIsUnknownFromAClient() {
    Person mallory = join(0, 0);
    List<String> types =
        List.of("joined", "resumed", "room", "undeliverable", "ok", "error", "goodbye");
    for (String type : types) {
      mallory.socket().say("{\"type\":\"%s\",\"id\":\"x1\"}".formatted(type));
      Refusal refusal = mallory.socket().expectError(ErrorCode.UNKNOWN_TYPE);
      assertEquals(new CommandId("x1"), refusal.id());
    }
  }
}
