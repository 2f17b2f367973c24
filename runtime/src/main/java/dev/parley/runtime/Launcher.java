package dev.parley.runtime;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs a {@link Program} as this process: its settings, logs, start, and an orderly stop on SIGTERM
 * or SIGINT. Any failure to start ends the process with a sentence and a status other than 0, as a
 * half-started process is worse than none.
 */
public final class Launcher {

  private static final int BAD_USE = 2;

  private Launcher() {}

  /**
   * Starts and returns; must be the first that {@code main} does: it takes over the logs, so no
   * class that holds a logger may be touched before.
   *
   * @param arguments {@code --print-config} prints the settings and ends
   */
  public static void launch(
      Program program, List<String> arguments, Map<String, String> environment) {
    System.setProperty("java.util.logging.manager", LogKeeper.class.getName());
    Settings settings = settingsOrExit(program, environment);
    if (arguments.equals(List.of("--print-config"))) {
      System.out.print(settings.print());
    } else if (arguments.isEmpty()) {
      run(program, settings);
    } else {
      exit(BAD_USE, program.name() + " takes no argument but --print-config");
    }
  }

  private static Settings settingsOrExit(Program program, Map<String, String> environment) {
    try {
      return Settings.read(environment, declared(program));
    } catch (SettingsException e) {
      exit(BAD_USE, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** Every setting of the process, in the order in which it is printed. */
  static List<Setting<?>> declared(Program program) {
    return Stream.of(program.settings(), ClusterSettings.ALL, BusSettings.ALL, ProcessSettings.ALL)
        .<Setting<?>>flatMap(List::stream)
        .toList();
  }

  private static void run(Program program, Settings settings) {
    ProcessSettings process = ProcessSettings.from(settings);
    Logs.install(process.logForm(), process.logLevel(), IdHash.salted(process.logSalt()));
    System.Logger log = System.getLogger(Launcher.class.getName());
    RunningProgram running = programOrExit(program, settings, process);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "stop"));
    try {
      running.start();
      log.log(Level.INFO, "{0} has started", program.name());
    } catch (Throwable e) { // an Error too: the threads of Vert.x would keep half a process alive
      log.log(Level.DEBUG, "The start failed", e);
      log.log(Level.ERROR, "{0} cannot start: {1}", program.name(), sentence(e));
      System.exit(1);
    }
  }

  private static RunningProgram programOrExit(
      Program program, Settings settings, ProcessSettings process) {
    try {
      program.check().accept(settings);
      return new RunningProgram(program, settings, process);
    } catch (SettingsException e) {
      exit(BAD_USE, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private static String sentence(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  /** Halts, as the JVM would otherwise report the signal and not how the stop went. */
  private static void stop(RunningProgram running) {
    Runtime.getRuntime().halt(running.stop() ? 0 : 1);
  }

  private static void exit(int status, String sentence) {
    System.err.println(sentence);
    System.exit(status);
  }
}
