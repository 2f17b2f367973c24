package dev.parley.k8s;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Something that holds for every overlay.
 *
 * @param name as a sentence
 * @param faults where it does not hold, each as a sentence with the name of the resource
 */
record Policy(String name, Function<Manifests, Stream<String>> faults) {

  static final List<Policy> ALL =
      Stream.of(PodPolicies.ALL, RolloutPolicies.ALL, WiringPolicies.ALL)
          .flatMap(List::stream)
          .toList();

  /** A policy that looks at one Deployment at a time. */
  static Policy ofEach(String name, Function<Deployment, Stream<String>> faults) {
    return new Policy(
        name,
        manifests ->
            manifests
                .deployments()
                .flatMap(deployment ->
                    faults.apply(deployment).map(at(Manifests.name(deployment))::concat)));
  }

  /** Nothing where it holds, else the sentence. */
  static Stream<String> unless(boolean holds, String fault) {
    return holds ? Stream.empty() : Stream.of(fault);
  }

  static String at(String name) {
    return name + ": ";
  }

  @Override
  public String toString() {
    return name;
  }
}
