package dev.parley.runtime;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.lang.System.Logger.Level;
import java.util.List;

/** A process for {@link LauncherTest}: two services, the second of which may misbehave. */
final class SampleProgram {

  enum Mode {
    GOOD,
    FAILS_TO_START,
    CANNOT_BE_MADE,
    NEVER_STOPS
  }

  static final Setting<Mode> MODE =
      Setting.choice("PARLEY_SAMPLE_MODE", Mode.GOOD, Mode.class, "How the sample behaves.");

  private SampleProgram() {}

  public static void main(String[] arguments) {
    Program program = new Program("sample", List.of(MODE), SampleProgram::services);
    Launcher.launch(program, List.of(arguments), System.getenv());
  }

  private static List<VerticleBase> services(Host host) {
    Mode mode = host.settings().get(MODE);
    if (mode == Mode.CANNOT_BE_MADE) {
      throw new IllegalArgumentException("the sample is not to be made");
    }
    return List.of(new Sample("first", Mode.GOOD), new Sample("second", mode));
  }

  private static final class Sample extends VerticleBase {

    private static final System.Logger LOG = System.getLogger(Sample.class.getName());

    private final String name;
    private final Mode mode;

    Sample(String name, Mode mode) {
      this.name = name;
      this.mode = mode;
    }

    @Override
    public Future<?> start() {
      LOG.log(Level.INFO, "{0} starts", name);
      return mode == Mode.FAILS_TO_START
          ? Future.failedFuture("the sample is not to start")
          : Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
      LOG.log(Level.INFO, "{0} stops", name);
      return mode == Mode.NEVER_STOPS ? Promise.promise().future() : Future.succeededFuture();
    }
  }
}
