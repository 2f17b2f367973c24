package dev.parley.ice.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the vectors of RFC 5769. */
class StunMessageTest {
  private static final byte[] SHORT_TERM =
      "VOkJxbRl1RmTxUk/WvJxBt".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ID = bytes("b7e7a701 bc34d686 fa87dfae");

  /** Section 2.1. */
  private static final byte[] REQUEST =
      bytes(
          """
          00010058 2112a442 b7e7a701 bc34d686 fa87dfae 80220010 5354554e 20746573 7420636c
          69656e74 00240004 6e0001ff 80290008 932ff9b1 51263b36 00060009 6576746a 3a683676
          59202020 00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2 80280004 e57a3bcf
          """);

  /** Section 2.2. */
  private static final byte[] IPV4 =
      bytes(
          """
          0101003c 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220
          00200008 0001a147 e112a643 00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
          80280004 c07d4c96
          """);

  /** Section 2.3. */
  private static final byte[] IPV6 =
      bytes(
          """
          01010048 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220
          00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9 00080014 a382954e 4be67bf1
          1784c97c 8292c275 bfe3ed41 80280004 c8fb0b4c
          """);

  /** Section 2.4; the password after SASLprep. */
  private static final byte[] LONG_TERM =
      bytes(
          """
          00010060 2112a442 78ad3433 c6ad72c0 29da412e 00060012 e3839ee3 8388e383 aae38383
          e382afe3 82b90000 0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679
          36347341 0014000b 6578616d 706c652e 6f726700 00080014 f6702465 6dd64a3e 02b8e071
          2e85c9a2 8ca89666
          """);

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  @Test
  void theRequestOfTheRfcIsRead() {
    StunMessage request = StunMessage.decode(REQUEST);
    assertEquals(StunMessage.Kind.REQUEST, request.kind());
    assertEquals(StunMessage.BINDING, request.method());
    assertEquals("evtj:h6vY", request.text(StunMessage.USERNAME));
    assertTrue(request.isSignedWith(SHORT_TERM));
    assertFalse(request.answers(StunMessage.BINDING, ID), "a request is no answer");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theResponsesOfTheRfcAreRead(boolean six) {
    StunMessage response = StunMessage.decode(six ? IPV6 : IPV4);
    assertEquals(StunMessage.Kind.SUCCESS, response.kind());
    assertTrue(response.answers(StunMessage.BINDING, ID));
    assertFalse(response.answers(StunMessage.ALLOCATE, ID));
    assertFalse(response.answers(StunMessage.BINDING, new byte[12]));
    assertTrue(response.has(StunMessage.XOR_MAPPED_ADDRESS));
    assertTrue(response.isSignedWith(SHORT_TERM));
    assertFalse(response.isSignedWith(new byte[] {1}));
    assertEquals(0, response.errorCode());
    assertNull(response.text(StunMessage.REALM));
  }

  @Test
  void theLongTermRequestOfTheRfcIsSignedAsWeSign() {
    StunMessage request = StunMessage.decode(LONG_TERM);
    TurnCredentials pair = new TurnCredentials("マトリックス", "TheMatrIX");
    assertEquals(pair.username(), request.text(StunMessage.USERNAME));
    assertTrue(request.isSignedWith(StunRequest.key(pair, "example.org")));
    byte[] id = Arrays.copyOfRange(LONG_TERM, 8, 20);
    byte[] ours =
        new StunRequest(StunMessage.BINDING, id)
            .with(StunMessage.USERNAME, pair.username())
            .with(StunMessage.NONCE, "f//499k954d6OL34oL9FSTvy64sA")
            .with(StunMessage.REALM, "example.org")
            .signedWith(StunRequest.key(pair, "example.org"))
            .encode();
    // Ours has a FINGERPRINT besides: 8 bytes, also in the length.
    byte[] unprinted = Arrays.copyOf(ours, LONG_TERM.length);
    unprinted[3] = (byte) (unprinted[3] - 8);
    assertArrayEquals(LONG_TERM, unprinted);
    assertEquals(ours.length, StunMessage.length(ours));
    assertTrue(StunMessage.decode(ours).isSignedWith(StunRequest.key(pair, "example.org")));
  }

  @Test
  void anErrorIsRead() {
    byte[] refusal =
        new StunRequest(0x0113, ID)
            .with(StunMessage.ERROR_CODE, (byte) 0, (byte) 0, (byte) 4, (byte) 38, (byte) 'x')
            .encode();
    StunMessage message = StunMessage.decode(refusal);
    assertEquals(StunMessage.Kind.FAILURE, message.kind());
    assertTrue(message.answers(StunMessage.ALLOCATE, ID));
    assertEquals(438, message.errorCode());
  }

  @Test
  void whatStandsBehindTheSignatureIsNotBelieved() {
    byte[] key = {1, 2, 3};
    byte[] message =
        new StunRequest(0x0101, ID).signedWith(key).with(StunMessage.REALM, "smuggled").encode();
    assertNull(StunMessage.decode(message).text(StunMessage.REALM));
  }

  @Test
  void oneChangedBitOfWhatIsSignedIsFound() {
    for (int at = 0; at < (IPV4.length - 8) * 8; at++) {
      byte[] changed = IPV4.clone();
      changed[at / 8] ^= (byte) (1 << at % 8);
      assertFalse(isGood(changed), "bit " + at);
    }
  }

  /** A length that is changed may hide the FINGERPRINT, but not without the signature. */
  private static boolean isGood(byte[] bytes) {
    try {
      return StunMessage.decode(bytes).isSignedWith(SHORT_TERM);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void noBytesWhateverAreMoreThanRefused() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = i % 2 == 0 ? LONG_TERM.clone() : new byte[random.nextInt(64)];
      for (int n = random.nextInt(1, 8); n > 0 && noise.length > 0; n--) {
        noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      }
      try {
        StunMessage read =
            StunMessage.decode(Arrays.copyOf(noise, Math.max(0, noise.length - i % 3)));
        assertFalse(read.isSignedWith(new byte[] {9}));
        assertTrue(read.errorCode() >= 0);
      } catch (IllegalArgumentException e) {
        // refused, and nothing worse
      }
    }
  }
}
