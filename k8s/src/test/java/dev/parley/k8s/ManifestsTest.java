package dev.parley.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The overlay {@code local} as kubectl renders it. */
class ManifestsTest {

  static final List<Policy> POLICIES = Policy.ALL;
  static final List<Planted> STRICT = Planted.STRICT;
  static final List<Planted> POLICED = Planted.POLICED;

  private static String rendered = "";

  @BeforeAll
  static void render() {
    rendered = Kubectl.render("local");
  }

  @Test
  void everyFieldIsKnown() throws IOException {
    assertEquals(
        Set.of("gateway", "room-service", "presence-service", "ice-config-service", "redis"),
        manifests().deployments().map(Manifests::name).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @FieldSource("POLICIES")
  void policyHolds(Policy policy) throws IOException {
    assertEquals(List.of(), policy.faults().apply(manifests()).toList());
  }

  @ParameterizedTest
  @FieldSource("STRICT")
  void plantedFaultIsRefused(Planted planted) {
    String spoiled = planted.in(rendered);
    Exception refusal = assertThrows(Exception.class, () -> Manifests.read(spoiled));
    assertTrue(
        String.valueOf(refusal.getMessage()).contains(planted.said()),
        () -> "says " + refusal.getMessage());
  }

  @ParameterizedTest
  @FieldSource("POLICED")
  void plantedFaultBreaksItsPolicy(Planted planted) throws IOException {
    Manifests spoiled = Manifests.read(planted.in(rendered));
    List<String> faults = Policy.ALL.stream().flatMap(each -> faults(each, spoiled)).toList();
    assertTrue(
        faults.stream().anyMatch(fault -> fault.contains(planted.said())), () -> "finds " + faults);
  }

  @Test
  void everyPolicyIsBrokenBySomePlantedFault() throws IOException {
    Set<String> broken = new HashSet<>();
    for (Planted planted : Planted.POLICED) {
      Manifests spoiled = Manifests.read(planted.in(rendered));
      Policy.ALL.stream()
          .filter(policy -> policy.faults().apply(spoiled).findAny().isPresent())
          .map(Policy::name)
          .forEach(broken::add);
    }
    assertEquals(Policy.ALL.stream().map(Policy::name).collect(Collectors.toSet()), broken);
  }

  private static Stream<String> faults(Policy policy, Manifests manifests) {
    return policy.faults().apply(manifests);
  }

  private static Manifests manifests() throws IOException {
    return Manifests.read(rendered);
  }
}
