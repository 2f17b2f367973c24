package dev.parley.k8s;

import static dev.parley.k8s.Policy.at;
import static dev.parley.k8s.Policy.unless;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** How pods come and go. */
final class RolloutPolicies {

  /** What the rest of an orderly stop may take. */
  private static final long REST_SECONDS = 3;

  static final List<Policy> ALL =
      List.of(
          new Policy(
              "a pod is given the time that its stop takes",
              manifests -> manifests.ours().flatMap(each -> grace(manifests, each))),
          new Policy(
              "a gateway's clients have moved before its stop is cut short",
              manifests -> manifests.ours().flatMap(each -> drain(manifests, each))),
          new Policy(
              "a new pod comes before an old one goes",
              manifests -> manifests.ours().flatMap(RolloutPolicies::strategy)),
          new Policy(
              "pods are spread over the nodes",
              manifests -> manifests.ours().flatMap(RolloutPolicies::spread)),
          new Policy(
              "one budget for each Deployment: one pod may be evicted",
              manifests -> manifests.ours().flatMap(each -> budget(manifests, each))),
          new Policy(
              "a budget is for one Deployment",
              manifests ->
                  manifests
                      .all(PodDisruptionBudget.class)
                      .flatMap(each -> deployment(manifests, each))));

  private RolloutPolicies() {}

  private static Stream<String> grace(Manifests manifests, Deployment deployment) {
    var container = Manifests.container(deployment);
    String stop = Environment.of(manifests, container).getOrDefault("PARLEY_STOP_WITHIN", "");
    Long grace = Manifests.pod(deployment).getTerminationGracePeriodSeconds();
    if (!stop.matches("[0-9]+[sm]")
        || grace == null
        || container.getLifecycle() == null
        || container.getLifecycle().getPreStop() == null
        || container.getLifecycle().getPreStop().getSleep() == null) {
      return Stream.of(
          at(Manifests.name(deployment)) + "lacks preStop sleep, PARLEY_STOP_WITHIN or grace");
    }
    long needed =
        container.getLifecycle().getPreStop().getSleep().getSeconds()
            + seconds(stop)
            + REST_SECONDS;
    return unless(
        grace > needed,
        at(Manifests.name(deployment)) + "grace of %d s for %d s".formatted(grace, needed));
  }

  private static Stream<String> drain(Manifests manifests, Deployment deployment) {
    var environment = Environment.of(manifests, Manifests.container(deployment));
    String drain = environment.getOrDefault("PARLEY_DRAIN_WITHIN", "");
    String stop = environment.getOrDefault("PARLEY_STOP_WITHIN", "");
    if (!Manifests.name(deployment).equals("gateway")) {
      return Stream.empty();
    }
    return unless(
        drain.matches("[0-9]+s")
            && stop.matches("[0-9]+s")
            && seconds(drain) + REST_SECONDS < seconds(stop),
        at(Manifests.name(deployment))
            + "a drain of '%s' in a stop of '%s'".formatted(drain, stop));
  }

  private static long seconds(String span) {
    return Duration.parse("PT" + span).toSeconds();
  }

  private static Stream<String> strategy(Deployment deployment) {
    DeploymentStrategy strategy = deployment.getSpec().getStrategy();
    boolean holds =
        strategy != null
            && "RollingUpdate".equals(strategy.getType())
            && strategy.getRollingUpdate() != null
            && new IntOrString(1).equals(strategy.getRollingUpdate().getMaxSurge())
            && new IntOrString(0).equals(strategy.getRollingUpdate().getMaxUnavailable());
    return unless(holds, at(Manifests.name(deployment)) + "maxSurge is not 1, or maxUnavailable 0");
  }

  private static Stream<String> spread(Deployment deployment) {
    Map<String, String> own = deployment.getSpec().getSelector().getMatchLabels();
    boolean holds =
        Manifests.pod(deployment).getTopologySpreadConstraints().stream()
            .anyMatch(spread ->
                "kubernetes.io/hostname".equals(spread.getTopologyKey())
                    && List.of("ScheduleAnyway", "DoNotSchedule")
                        .contains(String.valueOf(spread.getWhenUnsatisfiable()))
                    && own.equals(spread.getLabelSelector().getMatchLabels()));
    return unless(holds, at(Manifests.name(deployment)) + "its pods are not spread");
  }

  private static Stream<String> budget(Manifests manifests, Deployment deployment) {
    List<PodDisruptionBudget> budgets =
        manifests
            .all(PodDisruptionBudget.class)
            .filter(budget ->
                Manifests.selects(budget.getSpec().getSelector().getMatchLabels(), deployment))
            .toList();
    boolean holds =
        budgets.size() == 1
            && Objects.equals(budgets.get(0).getSpec().getMaxUnavailable(), new IntOrString(1))
            && deployment.getSpec().getReplicas() > 1;
    return unless(
        holds,
        at(Manifests.name(deployment))
            + "%d budgets match, or not one of several pods may go".formatted(budgets.size()));
  }

  private static Stream<String> deployment(Manifests manifests, PodDisruptionBudget budget) {
    long count =
        manifests
            .deployments()
            .filter(
                each -> Manifests.selects(budget.getSpec().getSelector().getMatchLabels(), each))
            .count();
    return unless(count == 1, "the budget %s is for %d".formatted(Manifests.name(budget), count));
  }
}
