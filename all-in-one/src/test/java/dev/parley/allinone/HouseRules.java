package dev.parley.allinone;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The import rules of the house (docs/architecture.md), by name, for the modules below one root
 * package.
 */
final class HouseRules {
  private static final List<String> SERVICES = List.of("room", "presence", "ice", "gateway");

  private final String root;

  private HouseRules(String root) {
    this.root = root;
  }

  /** The rules for the packages {@code root.protocol}, {@code root.runtime} and so on. */
  static Map<String, ArchRule> under(String root) {
    var house = new HouseRules(root);
    var rules = new LinkedHashMap<String, ArchRule>();
    rules.put("protocol imports Jackson and nothing else", house.protocolStandsAlone());
    rules.put("runtime imports only protocol", house.imports("runtime", "protocol"));
    for (var service : SERVICES) {
      rules.put(
          service + " imports only protocol and runtime",
          house.imports(service, "protocol", "runtime"));
    }
    rules.put("domain imports only protocol and Java", house.domainIsPure());
    rules.put("domain has no clock, socket or log", house.domainTouchesNoWorld());
    rules.put("store knows no wiring", house.storeKnowsNoWiring());
    rules.put("only VertxBus touches the event bus", house.onlyVertxBusTouchesTheEventBus());
    rules.put("no package but the known ones", house.packagesAreKnown());
    rules.put("packages form no cycle", house.packagesFormNoCycle());
    rules.put("names say what a thing does", house.namesAreNamed());
    return rules;
  }

  private ArchRule protocolStandsAlone() {
    return classes()
        .that(resideInAPackage(in("protocol")))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                in("protocol"),
                "java..",
                "tools.jackson..",
                "com.fasterxml.jackson.annotation..",
                "org.jspecify.annotations"))
        .allowEmptyShould(true);
  }

  private ArchRule imports(String module, String... others) {
    var allowed = Stream.concat(Stream.of(module), Stream.of(others)).map(this::in);
    return noClasses()
        .that(resideInAPackage(in(module)))
        .should()
        .dependOnClassesThat(
            resideInAPackage(root + "..")
                .and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
        .allowEmptyShould(true);
  }

  private ArchRule domainIsPure() {
    return classes()
        .that(resideInAPackage(root + ".*.domain.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                root + ".*.domain..",
                in("protocol"),
                "java..",
                "javax.crypto..",
                "org.jspecify.annotations"))
        .allowEmptyShould(true);
  }

  private ArchRule domainTouchesNoWorld() {
    var worldly =
        resideInAnyPackage(
                "java.net..", "java.nio.channels..", "java.nio.file..", "java.util.logging..")
            .and(not(nameMatching("java\\.net\\.URI.*")))
            .or(belongTo(type(Clock.class)))
            .or(nameMatching("java\\.lang\\.(System\\$Logger.*|Thread|ProcessBuilder|Runtime)"))
            .or(nameMatching("java\\.util\\.(Timer|concurrent\\..*Execut.*)"))
            .or(name("java.io.PrintStream"));
    return noClasses()
        .that(resideInAPackage(root + ".*.domain.."))
        .should()
        .dependOnClassesThat(worldly)
        .orShould()
        .callMethodWhere(readsTheTime())
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaCall<?>> readsTheTime() {
    return DescribedPredicate.describe(
        "the time is read",
        call -> {
          var owner = call.getTarget().getOwner().getName();
          var method = call.getTarget().getName();
          return (owner.startsWith("java.time.") && method.equals("now"))
              || (owner.equals("java.lang.System") && method.matches("currentTimeMillis|nanoTime"));
        });
  }

  private ArchRule storeKnowsNoWiring() {
    DescribedPredicate<JavaClass> wiring =
        resideInAPackage(root + ".*")
            .and(not(resideInAnyPackage(root + ".protocol", root + ".runtime")));
    return noClasses()
        .that(resideInAPackage(root + ".*.store.."))
        .should()
        .dependOnClassesThat(wiring)
        .allowEmptyShould(true);
  }

  private ArchRule onlyVertxBusTouchesTheEventBus() {
    return noClasses()
        .that(not(belongTo(name(root + ".runtime.VertxBus"))))
        .should()
        .dependOnClassesThat(resideInAPackage("io.vertx.core.eventbus.."))
        .allowEmptyShould(true);
  }

  private ArchRule packagesAreKnown() {
    return classes()
        .that(alwaysTrue())
        .should()
        .resideInAnyPackage(
            Stream.of(
                    Stream.of("protocol", "protocol.*", "runtime", "allinone"),
                    SERVICES.stream(),
                    Stream.of("room", "presence", "ice")
                        .flatMap(service -> Stream.of(service + ".domain", service + ".store")),
                    Stream.of("gateway.edge", "gateway.relay", "gateway.bridge", "gateway.tokens"))
                .flatMap(names -> names)
                .map(known -> root + "." + known)
                .toArray(String[]::new))
        .allowEmptyShould(true);
  }

  private ArchRule packagesFormNoCycle() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  private ArchRule namesAreNamed() {
    return noClasses()
        .that(resideOutsideOfPackage("java.."))
        .should()
        .haveNameMatching(".*[.$](\\w+(Manager|Helper|Utils?|Impl)|I[A-Z][a-z]\\w*)")
        .allowEmptyShould(true);
  }

  private String in(String module) {
    return root + "." + module + "..";
  }
}
