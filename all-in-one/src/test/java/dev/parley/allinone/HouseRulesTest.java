package dev.parley.allinone;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house keeps its rules, and each rule finds what is planted against it. */
class HouseRulesTest {
  private static final List<String> MODULES =
      List.of("protocol", "runtime", "room", "presence", "ice", "gateway", "allinone");

  /**
   * By rule, the simple names of the classes below {@code planted} that break it, and no other; of
   * a cycle, the class with which its description begins.
   */
  private static final Map<String, Set<String>> PLANTED =
      Map.ofEntries(
          entry("protocol imports Jackson and nothing else", Set.of("UsesVertx")),
          entry("runtime imports only protocol", Set.of("ReachesUpToTheGateway")),
          entry("room imports only protocol and runtime", Set.of("ImportsPresence")),
          entry("presence imports only protocol and runtime", Set.of("ImportsRoom")),
          entry("ice imports only protocol and runtime", Set.of("ImportsGateway")),
          entry("gateway imports only protocol and runtime", Set.of("ImportsAService")),
          entry(
              "domain imports only protocol and Java",
              Set.of("LooksIntoTheStore", "ReturnsAFuture")),
          entry(
              "domain has no clock, socket or log",
              Set.of(
                  "CountsNanoseconds",
                  "HoldsAClock",
                  "Logs",
                  "OpensASocket",
                  "Prints",
                  "ReadsTheClock")),
          entry("store knows no wiring", Set.of("KnowsTheWiring")),
          entry("only VertxBus touches the event bus", Set.of("AsksTheBusItself")),
          entry("no package but the known ones", Set.of("LivesTooDeep")),
          entry("packages form no cycle", Set.of("RoomManager", "Socket")),
          entry("names say what a thing does", Set.of("IServers", "RoomManager")));

  private static final Pattern OFFENDER = Pattern.compile("planted[.\\w]*\\.([A-Z]\\w*)");

  @TestFactory
  Stream<DynamicTest> theHouseKeeps() {
    var house = house();
    return HouseRules.under("dev.parley").entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(house)));
  }

  @Test
  void everyModuleIsLookedAt() {
    var house = house();
    for (var module : MODULES) {
      assertTrue(house.containPackage("dev.parley." + module), module);
    }
  }

  @Test
  void everyRuleFindsExactlyWhatIsPlantedAgainstIt() {
    var planted = new ClassFileImporter().importPackages("planted");
    var found = new TreeMap<String, Set<String>>();
    HouseRules.under("planted").forEach((name, rule) -> found.put(name, offenders(rule, planted)));
    assertEquals(new TreeMap<>(PLANTED), found);
  }

  private static JavaClasses house() {
    ImportOption noTestJars = location -> !location.contains("-tests.jar");
    return new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests(), noTestJars))
        .importPackages("dev.parley");
  }

  private static Set<String> offenders(ArchRule rule, JavaClasses planted) {
    var names = new TreeSet<String>();
    for (var line : rule.evaluate(planted).getFailureReport().getDetails()) {
      var match = OFFENDER.matcher(line);
      assertTrue(match.find(), line);
      names.add(match.group(1));
    }
    return names;
  }
}
