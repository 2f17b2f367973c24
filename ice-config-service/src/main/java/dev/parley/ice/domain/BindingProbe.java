package dev.parley.ice.domain;

import static dev.parley.ice.domain.StunMessage.BINDING;
import static dev.parley.ice.domain.StunMessage.XOR_MAPPED_ADDRESS;

import java.util.function.Supplier;

/** Asks a STUN server what it is there to tell: our own address (RFC 8489, section 2). */
public final class BindingProbe implements Probe {
  private final byte[] id;

  /**
   * @param ids 12 random bytes each time
   */
  public BindingProbe(Supplier<byte[]> ids) {
    this.id = ids.get();
  }

  @Override
  public Step begin() {
    return new Step.Ask(new StunRequest(BINDING, id).encode());
  }

  @Override
  public Step hear(StunMessage answer) {
    if (!answer.answers(BINDING, id)) {
      return new Step.Wait();
    }
    boolean told = answer.kind() == StunMessage.Kind.SUCCESS && answer.has(XOR_MAPPED_ADDRESS);
    return new Step.End(told ? Outcome.ALIVE : Outcome.BROKEN);
  }

  @Override
  public Outcome silence() {
    return Outcome.SILENT;
  }
}
