package dev.parley.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What one overlay makes. */
record Manifests(List<HasMetadata> resources) {

  /**
   * Reads it strictly.
   *
   * @throws IOException naming what is wrong and where
   */
  static Manifests read(String text) throws IOException {
    return new Manifests(StrictYaml.read(text));
  }

  <T extends HasMetadata> Stream<T> all(Class<T> type) {
    return resources.stream().filter(type::isInstance).map(type::cast);
  }

  Stream<Deployment> deployments() {
    return all(Deployment.class);
  }

  /** Those that run our program, not Redis. */
  Stream<Deployment> ours() {
    return deployments().filter(deployment -> container(deployment).getName().equals("parley"));
  }

  <T extends HasMetadata> Optional<T> named(Class<T> type, String name) {
    return all(type).filter(resource -> name(resource).equals(name)).findFirst();
  }

  /** What a ConfigMap or a Secret of that name holds. */
  Optional<Map<String, String>> configMap(String name) {
    return named(ConfigMap.class, name).map(ConfigMap::getData);
  }

  Optional<Map<String, String>> secret(String name) {
    return named(Secret.class, name).map(Base64Values::of);
  }

  static String name(HasMetadata resource) {
    return resource.getMetadata().getName();
  }

  static PodSpec pod(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec();
  }

  /** A pod of ours has one container. */
  static Container container(Deployment deployment) {
    return pod(deployment).getContainers().get(0);
  }

  static Map<String, String> podLabels(Deployment deployment) {
    return deployment.getSpec().getTemplate().getMetadata().getLabels();
  }

  /** Whether a selector, which is never empty here, picks the pods of a Deployment. */
  static boolean selects(Map<String, String> selector, Deployment deployment) {
    return !selector.isEmpty()
        && selector.entrySet().stream()
            .allMatch(label ->
                Objects.equals(podLabels(deployment).get(label.getKey()), label.getValue()));
  }
}
