package dev.parley.survival;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a test the one cluster that the tests of this JVM share, as a start of it costs more than
 * most of them; whatever the test before has left dead is up again.
 */
final class SharedParley implements ParameterResolver, BeforeEachCallback {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(SharedParley.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    shared(context).heal();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Parley.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context);
  }

  private static Parley shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(HERE)
        .computeIfAbsent(Parley.class, key -> Parley.start(ClusterPlan.STANDARD), Parley.class);
  }
}
