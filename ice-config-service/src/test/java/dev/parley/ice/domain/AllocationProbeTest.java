package dev.parley.ice.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.ice.domain.Probe.Outcome;
import dev.parley.ice.domain.Probe.Step;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationProbeTest {
  private static final int SUCCESS = 0x0100;
  private static final int FAILURE = 0x0110;
  private static final TurnCredentials PAIR = new TurnCredentials("ada", "secret");
  private static final byte[] KEY = StunRequest.key(PAIR, "realm");
  private static final byte[] ADDRESS = {0, 1, 2, 3, 4, 5, 6, 7};

  private byte ids;
  private final AllocationProbe probe = new AllocationProbe(PAIR, this::id);

  private byte[] id() {
    byte[] id = new byte[12];
    id[0] = ++ids;
    return id;
  }

  private static StunMessage asked(Step step) {
    return StunMessage.decode(assertInstanceOf(Step.Ask.class, step).request());
  }

  /** An answer to the newest request. */
  private StunRequest answer(int type) {
    byte[] id = new byte[12];
    id[0] = ids;
    return new StunRequest(type, id);
  }

  private StunRequest refusal(int code) {
    return answer(StunMessage.ALLOCATE | FAILURE)
        .with(StunMessage.ERROR_CODE, (byte) 0, (byte) 0, (byte) (code / 100), (byte) (code % 100))
        .with(StunMessage.REALM, "realm")
        .with(StunMessage.NONCE, "nonce-" + ids);
  }

  private Step hear(StunRequest answer) {
    return probe.hear(StunMessage.decode(answer.encode()));
  }

  private void authenticate() {
    probe.begin();
    StunMessage again = asked(hear(refusal(401)));
    assertTrue(again.isSignedWith(KEY));
    assertEquals("ada", again.text(StunMessage.USERNAME));
    assertEquals("nonce-1", again.text(StunMessage.NONCE));
  }

  private StunRequest allocated() {
    return answer(StunMessage.ALLOCATE | SUCCESS).with(StunMessage.XOR_RELAYED_ADDRESS, ADDRESS);
  }

  @Test
  void whatIsAllocatedIsGivenBack() {
    authenticate();
    StunMessage release = asked(hear(allocated().signedWith(KEY)));
    assertEquals(StunMessage.REFRESH, release.method());
    assertTrue(release.has(StunMessage.LIFETIME) && release.isSignedWith(KEY));
    assertEquals(new Step.End(Outcome.ALIVE), hear(answer(StunMessage.REFRESH | SUCCESS)));
  }

  @Test
  void aServerThatAllocatedLivesEvenIfItsLastWordIsLost() {
    authenticate();
    assertEquals(Outcome.SILENT, probe.silence());
    hear(allocated().signedWith(KEY));
    assertEquals(Outcome.ALIVE, probe.silence());
  }

  @Test
  void anAnswerSignedByNobodyOrAnotherIsNone() {
    authenticate();
    assertEquals(new Step.Wait(), hear(allocated()));
    assertEquals(new Step.Wait(), hear(allocated().signedWith(Arrays.copyOf(KEY, 15))));
    assertInstanceOf(Step.Ask.class, hear(allocated().signedWith(KEY)));
  }

  @Test
  void anAnswerToAnOlderRequestIsNone() {
    probe.begin();
    StunMessage first = StunMessage.decode(refusal(401).encode());
    probe.hear(first);
    assertEquals(new Step.Wait(), probe.hear(first));
  }

  @Test
  void aStaleNonceIsReplacedOnce() {
    authenticate();
    assertEquals("nonce-2", asked(hear(refusal(438))).text(StunMessage.NONCE));
    assertEquals(new Step.End(Outcome.REFUSED), hear(refusal(438)));
  }

  @ParameterizedTest
  @CsvSource({"401, REFUSED", "441, BROKEN", "486, BROKEN", "508, BROKEN", "300, ALIVE"})
  void aRefusalOfTheCredentialsIsToldFromOthers(int code, Outcome outcome) {
    authenticate();
    assertEquals(new Step.End(outcome), hear(refusal(code)));
  }

  @Test
  void aServerWithoutAuthenticationIsTakenAsItIs() {
    probe.begin();
    assertEquals(StunMessage.REFRESH, asked(hear(allocated())).method());
  }

  @Test
  void anAllocationWithoutAnAddressIsNone() {
    probe.begin();
    assertEquals(new Step.End(Outcome.BROKEN), hear(answer(StunMessage.ALLOCATE | SUCCESS)));
  }

  @Test
  void aChallengeOfExcessiveLengthIsRefused() {
    probe.begin();
    StunRequest answer =
        answer(StunMessage.ALLOCATE | FAILURE)
            .with(StunMessage.ERROR_CODE, (byte) 0, (byte) 0, (byte) 4, (byte) 1)
            .with(StunMessage.REALM, "r".repeat(3000))
            .with(StunMessage.NONCE, "n");
    assertEquals(new Step.End(Outcome.BROKEN), hear(answer));
  }

  @Test
  void aStunServerIsAskedForOurAddress() {
    BindingProbe binding = new BindingProbe(this::id);
    assertEquals(StunMessage.BINDING, asked(binding.begin()).method());
    StunRequest told =
        answer(StunMessage.BINDING | SUCCESS).with(StunMessage.XOR_MAPPED_ADDRESS, ADDRESS);
    assertEquals(new Step.End(Outcome.ALIVE), binding.hear(StunMessage.decode(told.encode())));
    StunRequest nothing = answer(StunMessage.BINDING | SUCCESS);
    assertEquals(new Step.End(Outcome.BROKEN), binding.hear(StunMessage.decode(nothing.encode())));
    assertEquals(Outcome.SILENT, binding.silence());
  }
}
