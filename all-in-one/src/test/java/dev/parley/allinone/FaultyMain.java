package dev.parley.allinone;

import dev.parley.runtime.FaultyBus;
import dev.parley.runtime.Host;
import dev.parley.runtime.Launcher;
import dev.parley.runtime.Program;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * What {@link Main} starts for a role, on a bus that loses, doubles and delays: the system property
 * {@code faults} is the share of messages, 0 to 1, that meets each of these fates.
 */
public final class FaultyMain {
  private static final Duration LONGEST_DELAY = Duration.ofMillis(200);

  private FaultyMain() {}

  public static void main(String[] arguments) {
    Role role = Role.of(arguments[0]).orElseThrow();
    double share = Double.parseDouble(System.getProperty("faults"));
    FaultyBus.Faults faults = new FaultyBus.Faults(share, share, share, LONGEST_DELAY);
    Program sound = new Clustered(role).program();
    Program faulty =
        new Program(
            sound.name(),
            sound.settings(),
            sound.check(),
            host -> sound.services().apply(on(host, faults)));
    Launcher.launch(faulty, List.of(), Main.environment(role, false, System.getenv()));
  }

  private static Host on(Host host, FaultyBus.Faults faults) {
    FaultyBus bus = new FaultyBus(host.vertx(), host.bus(), faults, new Random());
    return new Host(host.vertx(), host.settings(), bus, host.meters(), host.health());
  }
}
