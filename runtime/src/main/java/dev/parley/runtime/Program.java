package dev.parley.runtime;

import io.vertx.core.Deployable;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What one process runs.
 *
 * @param name one word for logs and messages
 * @param settings every key that its services read
 * @param check throws a {@link SettingsException} where values do not fit together
 * @param services makes the services in the order in which they start; they stop in reverse
 */
public record Program(
    String name,
    List<Setting<?>> settings,
    Consumer<Settings> check,
    Function<Host, List<? extends Deployable>> services) {

  public Program {
    settings = List.copyOf(settings);
  }

  /** A program whose settings fit together whatever they are. */
  public Program(
      String name, List<Setting<?>> settings, Function<Host, List<? extends Deployable>> services) {
    this(name, settings, all -> {}, services);
  }
}
