package dev.parley.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.allinone.client.TestSocket;
import dev.parley.protocol.Limits;
import dev.parley.protocol.RoomName;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.wire.ClientFrame;
import dev.parley.protocol.wire.CloseCode;
import dev.parley.protocol.wire.ErrorCode;
import dev.parley.protocol.wire.ServerFrame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.websocket.WebSocketFrameImpl;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an abuser says is answered with its code, and nobody else notices. */
class BadInputTest {
  private static final String HEAD = "{\"type\":\"signal\",\"to\":\"%s\",\"link\":1,\"seq\":1,";

  private static House house;

  /** Each test has a room of its own. */
  private static int rooms;

  private TestSocket bystander;
  private ServerFrame.Joined known;
  private TestSocket abuser;

  @BeforeAll
  static void open() {
    house = House.open(Map.of());
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @BeforeEach
  void meet() {
    bystander = house.socket(0);
    RoomName room = new RoomName("room-" + ++rooms);
    bystander.send(Say.join(room, "bystander"));
    known = bystander.expect(ServerFrame.Joined.class);
    abuser = house.socket(0);
    abuser.send(Say.join(room, "abuser"));
    abuser.expect(ServerFrame.Joined.class);
    bystander.expect(ServerFrame.Room.class);
  }

  /** The bystander heard of nothing but members going. */
  @AfterEach
  void nobodyElseNoticed() {
    abuser.cut();
    bystander.send(new ClientFrame.Ping(99));
    ServerFrame next = bystander.expect(ServerFrame.class, frame -> !isRoomOrPing(frame));
    assertEquals(new ServerFrame.Pong(99), next);
    bystander.send(new ClientFrame.Leave(null));
    bystander.expectClose(CloseCode.LEFT);
  }

  private static boolean isRoomOrPing(ServerFrame frame) {
    return frame instanceof ServerFrame.Room || frame instanceof ServerFrame.Ping;
  }

  private String signal(String rest) {
    return HEAD.formatted(known.session()) + rest + "}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "\"ping\"",
        "[]",
        "{",
        "{\"type\":\"ping\",\"n\":1}}",
        "{\"type\":\"ping\",\"n\":1} {}",
        "{\"type\":\"ping\",\"type\":\"pong\",\"n\":1}",
        "{\"type\":\"ping\",\"n\":1,\"n\":2}",
        "{'type':'ping','n':1}",
        "{\"type\":\"ping\",\"n\":NaN}",
        "{\"type\":\"ping\",\"n\":01}",
        "// hello\n{\"type\":\"ping\",\"n\":1}",
        "{\"type\":\"ping\",\"n\":1,\"x\":\"\u0001\"}"
      })
  void whatIsNoFrameClosesTheSocket(String text) {
    abuser.say(text);
    abuser.expectError(ErrorCode.BAD_FRAME);
    abuser.expectClose(CloseCode.BAD_FRAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kind\":\"app\",\"data\":{\"a\":1,\"a\":2}",
        "\"kind\":\"app\",\"data\":{\"a\":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}",
        "\"kind\":\"app\",\"data\":{\"a\":}",
        "\"kind\":\"app\",\"data\":{\"a\":tru}"
      })
  void dataMustBeJsonWithoutItBeingRead(String rest) {
    abuser.say(signal(rest));
    abuser.expectError(ErrorCode.BAD_FRAME);
    abuser.expectClose(CloseCode.BAD_FRAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":7}",
        "{\"type\":\"ping\"}",
        "{\"type\":\"ping\",\"n\":null}",
        "{\"type\":\"ping\",\"n\":-1}",
        "{\"type\":\"ping\",\"n\":1.5}",
        "{\"type\":\"ping\",\"n\":true}",
        "{\"type\":\"ping\",\"n\":9007199254740992}",
        "{\"type\":\"signal\",\"to\":\"../../x\",\"link\":1,\"seq\":1,\"kind\":\"app\",\"data\":{}}",
        "{\"type\":\"signal\",\"to\":\"abcdefgh\",\"link\":0,\"seq\":1,\"kind\":\"app\",\"data\":{}}",
        "{\"type\":\"signal\",\"to\":\"abcdefgh\",\"link\":1,\"seq\":1,\"kind\":\"odd\",\"data\":{}}",
        "{\"type\":\"signal\",\"to\":\"abcdefgh\",\"link\":1,\"seq\":1,\"kind\":\"app\",\"data\":[]}",
        "{\"type\":\"signal\",\"to\":\"abcdefgh\",\"link\":1,\"seq\":1,\"kind\":\"app\"}",
        "{\"type\":\"update\",\"id\":\"c1\",\"set\":{\"a\":{}}}",
        "{\"type\":\"update\",\"id\":\"c1\",\"set\":{\"a b\":1}}",
        "{\"type\":\"moderate\",\"id\":\"c1\",\"action\":\"kick\"}",
        "{\"type\":\"sync\",\"incarnation\":\"00\",\"rev\":1}",
        "{\"type\":\"ack\",\"acks\":[null]}",
        "{\"type\":\"leave\",\"hold\":600001}"
      })
  void aBadFieldIsNamedAndTheSocketStaysOpen(String text) {
    abuser.say(text);
    abuser.expectError(ErrorCode.BAD_FIELD);
    abuser.send(new ClientFrame.Ping(3));
    abuser.expect(ServerFrame.Pong.class);
  }

  @Test
  void anUnknownTypeIsAnsweredWithItsId() {
    abuser.say("{\"type\":\"telepathy\",\"id\":\"c9\"}");
    assertEquals("c9", abuser.expectError(ErrorCode.UNKNOWN_TYPE).id().value());
  }

  @Test
  void unknownFieldsAreIgnored() {
    abuser.say("{\"type\":\"ping\",\"n\":4,\"colour\":{\"deep\":[1,2,3]}}");
    assertEquals(4, abuser.expect(ServerFrame.Pong.class).n());
  }

  @ParameterizedTest
  @CsvSource({"c3 28", "ed a0 80", "f8 88 80 80 80", "c0 af", "80", "e2 82"})
  void badUtf8ClosesTheSocket(String hex) {
    byte[] bad = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
    Buffer text =
        Buffer.buffer("{\"type\":\"ping\",\"n\":1,\"x\":\"").appendBytes(bad).appendString("\"}");
    abuser.write(new WebSocketFrameImpl(WebSocketFrameType.TEXT, text.getBytes(), true));
    abuser.expectError(ErrorCode.BAD_FRAME);
    abuser.expectClose(CloseCode.BAD_FRAME);
  }

  @Test
  void badUtf8InDataClosesTheSocketToo() {
    Buffer text =
        Buffer.buffer(HEAD.formatted(known.session()))
            .appendString("\"kind\":\"app\",\"data\":{\"x\":\"")
            .appendBytes(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})
            .appendString("\"}}");
    abuser.write(new WebSocketFrameImpl(WebSocketFrameType.TEXT, text.getBytes(), true));
    abuser.expectError(ErrorCode.BAD_FRAME);
    abuser.expectClose(CloseCode.BAD_FRAME);
  }

  @Test
  void aBinaryFrameClosesTheSocket() {
    abuser.sayBytes("{\"type\":\"ping\",\"n\":1}".getBytes(UTF_8));
    abuser.expectError(ErrorCode.BAD_FRAME);
    abuser.expectClose(CloseCode.BAD_FRAME);
  }

  @Test
  void theLargestFrameIsTakenAndOneByteMoreIsNot() {
    String frame = "{\"type\":\"ping\",\"n\":1}";
    abuser.say(frame + " ".repeat(Limits.CLIENT_FRAME - frame.length()));
    abuser.expect(ServerFrame.Pong.class);
    abuser.say(frame + " ".repeat(Limits.CLIENT_FRAME - frame.length() + 1));
    abuser.expectError(ErrorCode.TOO_LARGE);
    abuser.expectClose(CloseCode.LIMIT);
  }

  @Test
  void fragmentsTogetherHaveTheSameLimit() {
    String half = " ".repeat(Limits.CLIENT_FRAME / 2 + 1);
    abuser.write(WebSocketFrame.textFrame(half, false));
    abuser.write(WebSocketFrame.continuationFrame(Buffer.buffer(half), true));
    abuser.expectError(ErrorCode.TOO_LARGE);
    abuser.expectClose(CloseCode.LIMIT);
  }

  @Test
  void aFrameInFragmentsIsOneFrame() {
    abuser.write(WebSocketFrame.textFrame("{\"type\":\"pi", false));
    abuser.write(WebSocketFrame.continuationFrame(Buffer.buffer("ng\",\"n\":6}"), true));
    assertEquals(6, abuser.expect(ServerFrame.Pong.class).n());
  }

  @Test
  void whatNobodyWouldReadIsClosedByTheSocketItself() {
    abuser.write(WebSocketFrame.textFrame(" ".repeat(3 * Limits.CLIENT_FRAME), true));
    assertEquals(1009, abuser.closeCode());
  }

  @Test
  void joiningTwiceIsRefused() {
    abuser.send(Say.join("abuser"));
    assertEquals("j1", abuser.expectError(ErrorCode.ALREADY_JOINED).id().value());
  }

  @Test
  void nothingCanBeSaidBeforeTheJoin() {
    TestSocket early = house.socket(0);
    early.send(Say.signal(known.session(), 1, "{}"));
    early.expectError(ErrorCode.JOIN_FIRST);
    early.send(new ClientFrame.Pulse(Say.values("a", "b")));
    early.expectError(ErrorCode.JOIN_FIRST);
    early.send(Say.update("c1", "a", "b"));
    assertEquals("c1", early.expectError(ErrorCode.JOIN_FIRST).id().value());
    early.cut();
  }

  @Test
  void nothingReachesAStranger() {
    TestSocket stranger = house.socket(0);
    stranger.send(Say.join(new RoomName("elsewhere"), "stranger"));
    stranger.expect(ServerFrame.Joined.class);
    stranger.send(Say.signal(known.session(), 1, "{}"));
    stranger.send(new ClientFrame.Ack(List.of(new ClientFrame.Ack.To(known.session(), 1, 1))));
    ServerFrame.Undeliverable told = stranger.expect(ServerFrame.Undeliverable.class);
    assertEquals(known.session(), told.to());
    assertEquals(ErrorCode.UNKNOWN_PEER, told.code());
    stranger.cut();
  }

  @Test
  void aSignalToNobodyIsUndeliverable() {
    abuser.send(Say.signal(new SessionId("nobody-here"), 5, "{}"));
    ServerFrame.Undeliverable told = abuser.expect(ServerFrame.Undeliverable.class);
    assertEquals(5, told.seq());
  }

  @ParameterizedTest
  @ValueSource(strings = {"parley.v0", "graphql-ws"})
  void anotherVersionIsSelectedAndClosed(String version) {
    TestSocket other = TestSocket.open(house.vertx(), house.port(0), List.of(version, "mqtt"));
    assertEquals(version, other.subProtocol());
    other.expectClose(CloseCode.NO_COMMON_VERSION);
  }

  @Test
  void noVersionIsClosedToo() {
    TestSocket none = TestSocket.open(house.vertx(), house.port(0), List.of());
    none.expectClose(CloseCode.NO_COMMON_VERSION);
  }

  @Test
  void ourVersionIsFoundAmongOthers() {
    TestSocket socket =
        TestSocket.open(house.vertx(), house.port(0), List.of("mqtt", "parley.v1", "x"));
    assertEquals("parley.v1", socket.subProtocol());
    socket.cut();
  }
}
