package dev.parley.ice.domain;

import static dev.parley.ice.domain.StunMessage.ALLOCATE;
import static dev.parley.ice.domain.StunMessage.LIFETIME;
import static dev.parley.ice.domain.StunMessage.NONCE;
import static dev.parley.ice.domain.StunMessage.REALM;
import static dev.parley.ice.domain.StunMessage.REFRESH;
import static dev.parley.ice.domain.StunMessage.REQUESTED_TRANSPORT;
import static dev.parley.ice.domain.StunMessage.USERNAME;
import static dev.parley.ice.domain.StunMessage.XOR_RELAYED_ADDRESS;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Allocates a relayed address with credentials made as those of a client, and gives it back (RFC
 * 8656, sections 7 and 8; RFC 8489, section 9.2).
 */
public final class AllocationProbe implements Probe {
  private static final byte UDP = 17;

  /** A realm and a nonce have 127 characters at most (RFC 8489, sections 14.9 and 14.10). */
  private static final int MOST_TEXT = 2 * 127;

  private static final int TRY_ALTERNATE = 300;
  private static final int UNAUTHENTICATED = 401;
  private static final int STALE_NONCE = 438;

  /** The realm and nonce that the server gave, and the key that follows. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Challenge(String realm, String nonce, byte[] key) {}

  private enum Phase {
    ASKING,
    AUTHENTICATED,
    RENEWED,
    RELEASING
  }

  private final TurnCredentials credentials;
  private final Supplier<byte[]> ids;
  private Phase phase = Phase.ASKING;
  private byte[] id = {};
  private @Nullable Challenge challenge;

  /**
   * @param ids 12 random bytes each time
   */
  public AllocationProbe(TurnCredentials credentials, Supplier<byte[]> ids) {
    this.credentials = credentials;
    this.ids = ids;
  }

  @Override
  public Step begin() {
    return ask(ALLOCATE, REQUESTED_TRANSPORT, UDP, (byte) 0, (byte) 0, (byte) 0);
  }

  @Override
  public Step hear(StunMessage answer) {
    if (phase == Phase.RELEASING) {
      return answer.answers(REFRESH, id) ? new Step.End(Outcome.ALIVE) : new Step.Wait();
    }
    if (!answer.answers(ALLOCATE, id)) {
      return new Step.Wait();
    }
    return answer.kind() == StunMessage.Kind.SUCCESS ? allocated(answer) : refused(answer);
  }

  private Step allocated(StunMessage answer) {
    Challenge known = challenge;
    if (known != null && !answer.isSignedWith(known.key())) {
      return new Step.Wait();
    }
    if (!answer.has(XOR_RELAYED_ADDRESS)) {
      return new Step.End(Outcome.BROKEN);
    }
    phase = Phase.RELEASING;
    return ask(REFRESH, LIFETIME, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
  }

  private Step refused(StunMessage answer) {
    return switch (answer.errorCode()) {
      case TRY_ALTERNATE -> new Step.End(Outcome.ALIVE);
      case UNAUTHENTICATED -> phase == Phase.ASKING ? authenticate(answer) : refusal();
      case STALE_NONCE -> phase == Phase.AUTHENTICATED ? authenticate(answer) : refusal();
      default -> new Step.End(Outcome.BROKEN);
    };
  }

  private static Step refusal() {
    return new Step.End(Outcome.REFUSED);
  }

  private Step authenticate(StunMessage answer) {
    String realm = answer.text(REALM);
    String nonce = answer.text(NONCE);
    if (realm == null || nonce == null || realm.length() + nonce.length() > MOST_TEXT) {
      return new Step.End(Outcome.BROKEN);
    }
    phase = phase == Phase.ASKING ? Phase.AUTHENTICATED : Phase.RENEWED;
    challenge = new Challenge(realm, nonce, StunRequest.key(credentials, realm));
    return begin();
  }

  private Step ask(int method, int attribute, byte... value) {
    id = ids.get();
    StunRequest request = new StunRequest(method, id).with(attribute, value);
    Challenge known = challenge;
    if (known != null) {
      request
          .with(USERNAME, credentials.username())
          .with(REALM, known.realm())
          .with(NONCE, known.nonce())
          .signedWith(known.key());
    }
    return new Step.Ask(request.encode());
  }

  /** What was allocated but not given back lapses by itself, and the server lives. */
  @Override
  public Outcome silence() {
    return phase == Phase.RELEASING ? Outcome.ALIVE : Outcome.SILENT;
  }
}
